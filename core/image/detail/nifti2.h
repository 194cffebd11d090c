// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/image_io.h"

#include <cstdint>
#include <filesystem>
#include <optional>

/// NIfTI-2 (.nii and .nii.gz with the 540-byte header), which ITK 5.2 does not read.
namespace halftone::image::detail {

struct Nifti2File {
    ImageInfo info;
    std::int16_t dataType = 0; ///< the format's code
    std::int64_t voxelOffset = 0;
    double slope = 1;
    double intercept = 0;
    bool swapped = false; ///< the other byte order
};

/// The header, checked as openFile() checks; nothing where the file is not NIfTI-2.
[[nodiscard]] std::optional<Nifti2File> openNifti2(const std::filesystem::path& path);

[[nodiscard]] Voxels readNifti2(const std::filesystem::path& path, const Nifti2File& file);

} // namespace halftone::image::detail
