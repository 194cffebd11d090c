// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/metaimage/detail/metaimage.h"

#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/detail/header_folder.h"
#include "core/image/metaimage/detail/metaimage_header.h"
#include "core/image/raw/detail/header_text.h"
#include "core/image/raw/detail/stored_voxels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

Number numberOf(const fs::path& path, const std::string& type)
{
    struct Known {
        std::string_view name;
        Number number;
    };
    static constexpr std::array<Known, 12> kKnown{{{"MET_CHAR", Number::Int8},
                                                   {"MET_UCHAR", Number::UInt8},
                                                   {"MET_SHORT", Number::Int16},
                                                   {"MET_USHORT", Number::UInt16},
                                                   {"MET_INT", Number::Int32},
                                                   {"MET_UINT", Number::UInt32},
                                                   {"MET_LONG", Number::Int32},
                                                   {"MET_ULONG", Number::UInt32},
                                                   {"MET_LONG_LONG", Number::Int64},
                                                   {"MET_ULONG_LONG", Number::UInt64},
                                                   {"MET_FLOAT", Number::Float32},
                                                   {"MET_DOUBLE", Number::Float64}}};
    for (const Known& known : kKnown) {
        if (known.name == type) {
            return known.number;
        }
    }
    throw unreadable(path, Message{"voxel-type",
                                   "its voxel type '{1}' is not a single grey value",
                                   {printable(type)}});
}

/// Takes the size of a volume; returns how many there are.
int readSize(const fs::path& path, const MetaImageHeader& header, Geometry& geometry)
{
    const std::vector<std::string> sizes = wordsOf(header.get("DimSize"));
    const std::int64_t dimensions = parseInteger(header.get("NDims")).value_or(0);
    if (dimensions < 1 || dimensions > 10 || sizes.size() != static_cast<std::size_t>(dimensions)) {
        throw unreadable(
            path, Message{"metaimage-size",
                          "its DimSize '{1}' is not a size of {2} dimensions (NDims)",
                          {printable(header.get("DimSize")), printable(header.get("NDims"))}});
    }
    geometry.size = {1, 1, 1};
    double volumes = 1;
    for (unsigned axis = 0; axis < dimensions; ++axis) {
        const std::int64_t size = parseInteger(sizes[axis]).value_or(0);
        if (axis < 3 || size < 1) {
            setAxisSize(path, axis, size, geometry);
        } else {
            volumes *= static_cast<double>(size);
        }
    }
    return volumes < std::numeric_limits<int>::max() ? static_cast<int>(volumes)
                                                     : std::numeric_limits<int>::max();
}

void requireGreyImage(const fs::path& path, const MetaImageHeader& header)
{
    const std::string object = header.get("ObjectType");
    if (!object.empty() && lowered(object) != "image") {
        throw unreadable(path, Message{"metaimage-object",
                                       "it holds an object of the type '{1}'; expected an Image",
                                       {printable(object)}});
    }
    const std::string channels = header.get("ElementNumberOfChannels");
    if (!channels.empty() && parseInteger(channels).value_or(0) != 1) {
        throw unreadable(path, Message{"values-per-voxel",
                                       "it has {1} values per voxel (a colour or vector image); "
                                       "expected one grey value. Convert it to greyscale first",
                                       {printable(channels)}});
    }
}

/// "LIST", a pattern, "LOCAL" or a name.
void findFiles(const fs::path& path, const MetaImageHeader& header, DataPlace& place,
               const StopToken& stop)
{
    const std::string name = header.get("ElementDataFile");
    std::vector<std::string> names{name};
    if (lowered(name) == "local") {
        place.files = {path};
        place.offset = header.end;
        return;
    }
    const HeaderFolder folder(path);
    std::error_code ignored;
    if (wordsOf(name).front() == "LIST") {
        names = header.listed;
    } else if (!fs::exists(folder.file(name), ignored)) {
        if (auto series = patternNames(path, name)) {
            names = std::move(*series);
        }
    }
    for (const std::string& each : names) {
        throwIfStopped(stop);
        place.files.push_back(folder.file(each));
    }
}

void readEncoding(const fs::path& path, const MetaImageHeader& header, StoredVoxels& stored)
{
    const bool binary = header.get("BinaryData").empty() || header.isTrue("BinaryData");
    stored.encoding = binary ? Encoding::Binary : Encoding::Text;
    const bool bigEndian =
        header.isTrue("BinaryDataByteOrderMSB") || header.isTrue("ElementByteOrderMSB");
    stored.swapped = bigEndian == isLittleEndian();
    const bool packed = header.isTrue("CompressedData");
    const std::string skip = header.get("HeaderSize");
    const std::int64_t bytes = skip.empty() ? 0 : parseInteger(skip).value_or(-2);
    const bool several = stored.place.files.size() > 1;
    if (bytes < -1 || (bytes < 0 && (packed || !binary)) || (several && (packed || !binary))
        || stored.place.files.empty()) {
        throw unreadable(path, Message{"metaimage-files",
                                       "it describes its voxels in a way that is not read: "
                                       "HeaderSize '{1}', in {2} files{3}. Save it as one file",
                                       {printable(skip), several ? "several" : "one",
                                        packed   ? ", compressed"
                                        : binary ? ""
                                                 : ", as text"}});
    }
    stored.place.packing = packed ? Packing::Deflate : Packing::None;
    if (bytes > 0) {
        stored.place.offset += bytes; // of the file as it is, before anything is unpacked
    } else {
        stored.place.byteSkip = bytes;
    }
    const std::vector<double> slope =
        metaNumbers(path, header, "ElementToIntensityFunctionSlope", 1);
    const std::vector<double> offset =
        metaNumbers(path, header, "ElementToIntensityFunctionOffset", 1);
    stored.slope = slope.empty() || slope[0] == 0 ? 1 : slope[0];
    stored.intercept = offset.empty() ? 0 : offset[0];
}

} // namespace

bool isMetaImageName(const fs::path& path)
{
    const std::string name = lowered(toUtf8(path.filename()));
    return name.ends_with(".mha") || name.ends_with(".mhd");
}

Source openMetaImage(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    const MetaImageHeader header = readMetaImageHeader(path);
    requireGreyImage(path, header);
    Source source;
    source.name = toUtf8(path.filename());
    source.info.format = "MetaImage";
    StoredVoxels stored;
    stored.number = numberOf(path, header.get("ElementType"));
    findFiles(path, header, stored.place, stop);
    readEncoding(path, header, stored);
    Geometry& geometry = source.info.geometry;
    stored.volumes = readSize(path, header, geometry);
    readMetaPlace(path, header, geometry, source.info.findings);
    requireSoundGeometry(path, geometry);
    reportOddGeometry(geometry, source.info.findings);
    const std::string modality = header.get("Modality");
    source.info.modality = modality == "MET_MOD_CT"   ? Modality::CT
                           : modality == "MET_MOD_MR" ? Modality::MR
                                                      : Modality::Unknown;
    readMark(header.get(kNotesKey), source);
    setStored(path, options, std::move(stored), source, stop);
    return source;
}

} // namespace halftone::image::detail
