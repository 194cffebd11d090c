// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/image/detail/file_notes.h"
#include "core/image/detail/source.h"
#include "core/image/image_io.h"
#include "core/image/metaimage/detail/metaimage.h"
#include "core/image/nifti/detail/nifti.h"
#include "core/image/nrrd/detail/nrrd.h"
#include "core/image/tiff/detail/tiff_write.h"

namespace halftone::image {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuseExtension(const fs::path& path)
{
    throw Error(ErrorCode::Unsupported, "Cannot write '" + toUtf8(path)
                                            + "': its extension is not one of .nii, .nii.gz, "
                                              ".nrrd, .mha and .tif.");
}

void write(const fs::path& path, const Geometry& geometry, const Voxels& voxels,
           const detail::FileNotes& notes)
{
    const std::size_t count = std::visit([](const auto& values) { return values.size(); }, voxels);
    if (count == 0 || count != geometry.voxels()) {
        throw Error(ErrorCode::InvalidArgument,
                    "Cannot write '" + toUtf8(path) + "': the image is empty or has "
                        + std::to_string(count) + " voxels where its size asks for "
                        + std::to_string(geometry.voxels()) + ".");
    }
    using detail::FileKind;
    switch (detail::fileKindOf(path).value_or(FileKind::Dicom)) {
    case FileKind::Nifti: return detail::writeNifti(path, geometry, voxels, notes);
    case FileKind::SegNrrd:
    case FileKind::Nrrd: return detail::writeNrrd(path, geometry, voxels, notes);
    case FileKind::MetaImage: return detail::writeMetaImage(path, geometry, voxels, notes);
    case FileKind::Tiff: return detail::writeTiff(path, geometry, voxels, notes);
    case FileKind::Png:
    case FileKind::Stl:
    case FileKind::Dicom: refuseExtension(path);
    }
}

} // namespace

void writeImage(const fs::path& path, const Image& image)
{
    detail::FileNotes notes;
    if (image.synthetic) {
        notes.remark = detail::kSyntheticMark + std::string(toString(image.modality));
    }
    write(path, image.geometry, image.voxels, notes);
}

} // namespace halftone::image
