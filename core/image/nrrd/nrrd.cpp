// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/nrrd/detail/nrrd.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/image/detail/header_folder.h"
#include "core/image/nrrd/detail/nrrd_header.h"
#include "core/image/raw/detail/header_text.h"
#include "core/image/raw/detail/stored_voxels.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

Number numberOf(const fs::path& path, const std::string& type)
{
    struct Known {
        std::string_view names; ///< between commas
        Number number;
    };
    static constexpr std::array<Known, 10> kKnown{
        {{",signed char,int8,int8_t,", Number::Int8},
         {",uchar,unsigned char,uint8,uint8_t,", Number::UInt8},
         {",short,short int,signed short,signed short int,int16,int16_t,", Number::Int16},
         {",ushort,unsigned short,unsigned short int,uint16,uint16_t,", Number::UInt16},
         {",int,signed int,int32,int32_t,", Number::Int32},
         {",uint,unsigned int,uint32,uint32_t,", Number::UInt32},
         {",longlong,long long,long long int,signed long long,signed long long int,int64,int64_t,",
          Number::Int64},
         {",ulonglong,unsigned long long,unsigned long long int,uint64,uint64_t,", Number::UInt64},
         {",float,", Number::Float32},
         {",double,", Number::Float64}}};
    const std::string wanted = "," + lowered(type) + ",";
    for (const Known& known : kKnown) {
        if (known.names.find(wanted) != std::string_view::npos) {
            return known.number;
        }
    }
    throw unreadable(path, Message{"voxel-type",
                                   "its voxel type '{1}' is not a single grey value of 8 to 64 "
                                   "bits",
                                   {printable(type)}});
}

void readEncoding(const fs::path& path, const NrrdHeader& header, StoredVoxels& stored)
{
    const std::string encoding = lowered(header.field("encoding"));
    if (encoding == "gz" || encoding == "gzip") {
        stored.place.packing = Packing::Deflate;
    } else if (encoding == "hex") {
        stored.encoding = Encoding::Hex;
    } else if (encoding == "txt" || encoding == "text" || encoding == "ascii") {
        stored.encoding = Encoding::Text;
    } else if (encoding != "raw") {
        throw unreadable(path, Message{"nrrd-encoding",
                                       "its voxels are stored as '{1}'; expected raw, gzip, ascii "
                                       "or hex. Save it in one of these",
                                       {printable(header.field("encoding"))}});
    }
    const std::string endian = lowered(header.field("endian"));
    const bool matters = bytesOf(stored.number) > 1 && stored.encoding != Encoding::Text;
    if (matters && endian != "little" && endian != "big") {
        throw unreadable(path, Message{"nrrd-endian",
                                       "its header does not say in which order the bytes of a "
                                       "number are (endian: '{1}')",
                                       {printable(header.field("endian"))}});
    }
    stored.swapped = matters && (endian == "little") != isLittleEndian();
    const std::string lineSkip = header.field("lineskip");
    const std::string byteSkip = header.field("byteskip");
    const std::int64_t lines = lineSkip.empty() ? 0 : parseInteger(lineSkip).value_or(-1);
    const std::int64_t bytes = byteSkip.empty() ? 0 : parseInteger(byteSkip).value_or(-2);
    const bool plain = stored.place.packing == Packing::None && stored.encoding == Encoding::Binary;
    if (lines < 0 || lines > 1000000 || bytes < (plain ? -1 : 0)) {
        throw unreadable(path, Message{"nrrd-skip",
                                       "its header skips '{1}' lines and '{2}' bytes, which cannot "
                                       "be done with voxels stored as {3}",
                                       {printable(lineSkip), printable(byteSkip), encoding}});
    }
    stored.place.lineSkip = static_cast<int>(lines);
    stored.place.byteSkip = bytes;
}

void findFiles(const fs::path& path, const NrrdHeader& header, StoredVoxels& stored,
               const StopToken& stop)
{
    const std::string named = header.field("datafile");
    if (named.empty()) {
        stored.place.files = {path};
        stored.place.offset = header.end;
        return;
    }
    std::vector<std::string> names{named};
    if (named.starts_with("LIST")) {
        names = header.listed;
    } else if (auto series = patternNames(path, named)) {
        names = std::move(*series);
    }
    const HeaderFolder folder(path);
    for (const std::string& name : names) {
        throwIfStopped(stop);
        stored.place.files.push_back(folder.file(name));
    }
    if (names.empty() || (names.size() > 1 && stored.encoding != Encoding::Binary)) {
        throw unreadable(path,
                         Message{"nrrd-files",
                                 "its voxels are spread over several files ({1} named), which "
                                 "is read for raw and gzip only",
                                 {std::to_string(names.size())}});
    }
}

} // namespace

bool isNrrd(const fs::path& path)
{
    return firstBytes(path, 5) == "NRRD0";
}

Source openNrrd(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    const NrrdHeader header = readNrrdHeader(path);
    Source source;
    source.name = toUtf8(path.filename());
    source.info.format = "NRRD";
    StoredVoxels stored;
    stored.number = numberOf(path, header.field("type"));
    readEncoding(path, header, stored);
    findFiles(path, header, stored, stop);
    const NrrdAxes axes = readNrrdAxes(path, header, source.info.findings);
    source.info.geometry = axes.geometry;
    stored.volumes = static_cast<int>(axes.volumes);
    source.labels = readSegments(header);
    const auto notes = header.keys.find(kNotesKey);
    readMark(notes == header.keys.end() ? std::string() : notes->second, source);
    setStored(path, options, std::move(stored), source, stop);
    return source;
}

} // namespace halftone::image::detail
