// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/nifti/detail/nifti.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/detail/header_folder.h"
#include "core/image/nifti/detail/nifti_header.h"
#include "core/image/nifti/detail/nifti_place.h"
#include "core/image/raw/detail/stored_voxels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

std::string lowerName(const fs::path& path)
{
    std::string name = toUtf8(path.filename());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name;
}

enum class Half { None, Header, Voxels };

Half halfOf(const fs::path& path)
{
    const std::string name = lowerName(path);
    if (name.ends_with(".hdr") || name.ends_with(".hdr.gz")) {
        return Half::Header;
    }
    return name.ends_with(".img") || name.ends_with(".img.gz") ? Half::Voxels : Half::None;
}

/// The other half of a pair: the name with `ending` (".img") instead, in either case, compressed or
/// not. Empty where there is none.
fs::path partnerOf(const fs::path& path, const std::string& ending)
{
    std::string stem = toUtf8(path);
    if (lowerName(path).ends_with(".gz")) {
        stem.resize(stem.size() - 3);
    }
    stem.resize(stem.rfind('.'));
    std::string upper = ending;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    for (const std::string& end : {ending, ending + ".gz", upper, upper + ".GZ", upper + ".gz"}) {
        std::error_code ignored;
        fs::path candidate = fromUtf8(stem + end);
        if (fs::is_regular_file(candidate, ignored)) {
            return candidate;
        }
    }
    return {};
}

Number numberOf(const fs::path& path, const NiftiHeader& header)
{
    struct Known {
        std::int16_t code;
        Number number;
    };
    static constexpr std::array<Known, 10> kKnown{{{2, Number::UInt8},
                                                   {256, Number::Int8},
                                                   {512, Number::UInt16},
                                                   {4, Number::Int16},
                                                   {768, Number::UInt32},
                                                   {8, Number::Int32},
                                                   {1280, Number::UInt64},
                                                   {1024, Number::Int64},
                                                   {16, Number::Float32},
                                                   {64, Number::Float64}}};
    for (const Known& known : kKnown) {
        if (known.code == header.dataType) {
            return known.number;
        }
    }
    struct Named {
        std::int16_t code;
        const char* name;
    };
    static constexpr std::array<Named, 8> kNamed{{{1, "single bits"},
                                                  {32, "complex numbers"},
                                                  {128, "RGB colours"},
                                                  {1536, "128-bit floats"},
                                                  {1792, "complex numbers"},
                                                  {2048, "complex numbers"},
                                                  {2304, "RGBA colours"},
                                                  {0, "of unknown type"}}};
    const auto named = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& candidate) {
        return candidate.code == header.dataType;
    });
    throw unreadable(path, Message{"voxel-type",
                                   "its voxels (NIfTI type {1}: {2}) are not a single grey value "
                                   "each. Convert it to integers or floats first",
                                   {std::to_string(header.dataType),
                                    named != kNamed.end() ? named->name : "not in the standard"}});
}

/// Takes the size of a volume; returns how many there are.
int readSize(const fs::path& path, const NiftiHeader& header, Geometry& geometry)
{
    const std::int64_t dimensions = header.dim[0];
    if (dimensions < 1 || dimensions > 7) {
        throw unreadable(
            path,
            Message{"dimensions", "its header gives {1} dimensions", {std::to_string(dimensions)}});
    }
    geometry.size = {1, 1, 1};
    double volumes = 1;
    for (unsigned axis = 0; axis < dimensions; ++axis) {
        const std::int64_t size = header.dim[axis + 1];
        if (axis < 3) {
            setAxisSize(path, axis, size, geometry);
        } else if (size > 1) {
            volumes *= static_cast<double>(size);
        }
    }
    constexpr int kVector = 1004; // the first of the intents with several numbers a voxel
    const bool isField = (header.intent >= kVector && header.intent <= 1010)
                         || header.intent == 2003 || header.intent == 2004;
    if (isField && volumes > 1) {
        throw unreadable(path, Message{"vectors",
                                       "it has {1} values per voxel (a field of vectors or a "
                                       "matrix); expected one grey value",
                                       {formatNumber(volumes, 0)}});
    }
    return volumes < std::numeric_limits<int>::max() ? static_cast<int>(volumes)
                                                     : std::numeric_limits<int>::max();
}

/// Where the voxels begin in their file.
std::int64_t readOffset(const fs::path& path, const NiftiHeader& header, Findings& findings)
{
    const double offset = std::floor(header.voxelOffset);
    const std::string said = formatNumber(header.voxelOffset, 0);
    if (header.isPair ? offset == 0 : offset == 0 && !header.hasExtensions) {
        if (!header.isPair) {
            findings.push_back({Severity::Note,
                                {"voxel-offset",
                                 "The header says that the voxels begin at byte 0 (vox_offset); "
                                 "they were read from behind it, at byte {0}.",
                                 {std::to_string(header.bytes())}}});
        }
        return header.isPair ? 0 : header.bytes();
    }
    const double least = header.isPair ? 0 : static_cast<double>(header.bytes() - 4);
    if (!(offset >= least && offset < 1e12)) {
        throw unreadable(path, Message{"voxel-offset-damaged",
                                       "its header is damaged: it says that the voxels begin at "
                                       "byte {1} (vox_offset)",
                                       {said}});
    }
    return static_cast<std::int64_t>(offset);
}

void readScale(const NiftiHeader& header, StoredVoxels& stored, Findings& findings)
{
    if (header.slope == 0) {
        return; // the standard's word for "none"
    }
    if (!std::isfinite(header.slope) || !std::isfinite(header.intercept)) {
        findings.push_back({Severity::Warning,
                            {"scale-unusable",
                             "Its scale (scl_slope, scl_inter) is not a finite number; the values "
                             "are taken as stored.",
                             {}}});
        return;
    }
    stored.slope = header.slope;
    stored.intercept = header.intercept;
    if (header.kind == NiftiHeader::Kind::Analyze && stored.isScaled()) {
        findings.push_back({Severity::Note,
                            {"analyze-scale",
                             "The values are multiplied by {0}, which SPM writes into this field "
                             "of Analyze files.",
                             {formatSignificant(header.slope, 6)}}});
    }
}

void describeFormat(const NiftiHeader& header, ImageInfo& info)
{
    using Kind = NiftiHeader::Kind;
    info.format = header.kind == Kind::Analyze  ? "Analyze 7.5"
                  : header.kind == Kind::Nifti1 ? "NIfTI"
                                                : "NIfTI-2";
    if (header.kind == Kind::Analyze) {
        info.findings.push_back({Severity::Warning,
                                 {"analyze-sides",
                                  "An Analyze file does not say which side is left, nor where the "
                                  "image lies. Convert it to NIfTI with what you know of it.",
                                  {}}});
    } else if (header.isPair) {
        info.format += " pair";
    }
}

} // namespace

bool isNiftiName(const fs::path& path)
{
    const std::string name = lowerName(path);
    return name.ends_with(".nii") || name.ends_with(".nii.gz");
}

bool isNifti(const fs::path& path)
{
    const Half half = halfOf(path);
    if (half == Half::Voxels) {
        return !partnerOf(path, ".hdr").empty();
    }
    if (half == Half::None) {
        return isNiftiName(path);
    }
    try {
        static_cast<void>(readNiftiHeader(path));
        return true;
    } catch (const Error&) {
        return false; // an ENVI header, a Radiance picture
    }
}

Source openNifti(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    const fs::path headerFile = halfOf(path) == Half::Voxels ? partnerOf(path, ".hdr") : path;
    const NiftiHeader header = readNiftiHeader(headerFile);
    if (header.kind == NiftiHeader::Kind::Analyze && halfOf(headerFile) == Half::None) {
        throw unreadable(path, Message{"nifti-header",
                                       "its NIfTI header is damaged: it does not say which version "
                                       "it is of",
                                       {}});
    }
    Source source;
    source.name = toUtf8(path.filename());
    StoredVoxels stored;
    stored.number = numberOf(headerFile, header);
    stored.swapped = header.swapped;
    stored.place.files = {header.isPair ? partnerOf(headerFile, ".img") : headerFile};
    if (!stored.place.files.front().empty()) {
        HeaderFolder(headerFile).require(stored.place.files.front());
    } else {
        throw unreadable(path, Message{"pair-incomplete",
                                       "it is the header of a pair, and its voxels '{1}' are "
                                       "missing. Put both files into one folder",
                                       {toUtf8(headerFile.stem()) + ".img"}});
    }
    stored.place.packing = packingOf(stored.place.files.front());
    Findings& findings = source.info.findings;
    stored.volumes = readSize(headerFile, header, source.info.geometry);
    stored.place.byteSkip = readOffset(headerFile, header, findings);
    readScale(header, stored, findings);
    describeFormat(header, source.info);
    readNiftiPlace(headerFile, header, source.info.geometry, findings);
    reportOddGeometry(source.info.geometry, findings);
    readMark(header.description, source);
    source.info.tags.protocol = header.description;
    source.info.window = soundWindow(header.shownBlack, header.shownWhite);
    source.info.files = {headerFile};
    setStored(path, options, std::move(stored), source, stop);
    return source;
}

} // namespace halftone::image::detail
