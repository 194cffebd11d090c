// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/image/image_io.h"
#include "core/image/metaimage/detail/metaimage.h"
#include "core/image/nifti/detail/nifti.h"
#include "core/image/nrrd/detail/nrrd.h"
#include "core/image/tiff/detail/tiff_write.h"

#include <algorithm>
#include <type_traits>

namespace halftone::image {
namespace {

namespace fs = std::filesystem;

enum class Format { Nifti, Nrrd, MetaImage, Tiff };

Format formatOf(const fs::path& path)
{
    std::string name = toUtf8(path.filename());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto is = [&name](const std::string& end) {
        return name.size() > end.size() && name.ends_with(end);
    };
    if (detail::isNiftiName(path)) {
        return Format::Nifti;
    }
    if (is(".nrrd")) {
        return Format::Nrrd;
    }
    if (is(".mha")) {
        return Format::MetaImage;
    }
    if (detail::isTiffName(path)) {
        return Format::Tiff;
    }
    throw Error(ErrorCode::Unsupported, "Cannot write '" + toUtf8(path)
                                            + "': its extension is not one of .nii, .nii.gz, "
                                              ".nrrd, .mha and .tif.");
}

void write(const fs::path& path, const Geometry& geometry, const Voxels& voxels,
           const std::string& notes)
{
    const std::size_t count = std::visit([](const auto& values) { return values.size(); }, voxels);
    if (count == 0 || count != geometry.voxels()) {
        throw Error(ErrorCode::InvalidArgument,
                    "Cannot write '" + toUtf8(path) + "': the image is empty or has "
                        + std::to_string(count) + " voxels where its size asks for "
                        + std::to_string(geometry.voxels()) + ".");
    }
    switch (formatOf(path)) {
    case Format::Nifti: return detail::writeNifti(path, geometry, voxels, notes);
    case Format::Nrrd: return detail::writeNrrd(path, geometry, voxels, notes);
    case Format::MetaImage: return detail::writeMetaImage(path, geometry, voxels, notes);
    case Format::Tiff: return detail::writeTiff(path, geometry, voxels);
    }
}

/// Names what a mask must not be used without knowing; 79 letters, as NIfTI has.
std::string describe(const Findings& findings)
{
    constexpr std::size_t kRoom = 79;
    const std::string more = ", ...";
    std::string text;
    for (const Finding& finding : findings) {
        if (finding.severity != Severity::Severe) {
            continue;
        }
        const std::string next =
            (text.empty() ? "Halftone: check before use: " : ", ") + finding.message.kind;
        if (text.size() + next.size() + more.size() > kRoom) {
            return text + more;
        }
        text += next;
    }
    return text;
}

} // namespace

void requireWritableName(const fs::path& path)
{
    static_cast<void>(formatOf(path));
    if (const std::string reason = whyNotWritable(path); !reason.empty()) {
        throw cannotWrite(path, reason);
    }
}

void writeImage(const fs::path& path, const Image& image)
{
    const std::string notes =
        image.synthetic ? detail::kSyntheticMark + std::string(toString(image.modality)) : "";
    write(path, image.geometry, image.voxels, notes);
}

void writeLabelMap(const fs::path& path, const LabelMap& labels)
{
    write(path, labels.geometry, labels.voxels, describe(labels.findings));
}

} // namespace halftone::image
