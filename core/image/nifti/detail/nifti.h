// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/detail/source.h"

#include <cstdint>
#include <filesystem>
#include <string>

/// Reads NIfTI-1 and NIfTI-2 and writes NIfTI-1 (.nii, .nii.gz) without ITK: ITK 5.2 does not know
/// NIfTI-2, and its NIfTI library passes truncated voxels and non-finite geometry, loses notes and
/// writes to the console.
namespace halftone::image::detail {

/// How the voxels lie in a file.
struct NiftiVoxels {
    std::size_t count = 0;
    std::int16_t dataType = 0; ///< the format's code
    std::int64_t voxelOffset = 0;
    double slope = 1;
    double intercept = 0;
    bool swapped = false; ///< the other byte order
};

/// True for the names .nii and .nii.gz.
[[nodiscard]] bool isNiftiName(const std::filesystem::path& path);

/// The header, checked as openFile() checks.
[[nodiscard]] Source openNifti(const std::filesystem::path& path, const ReadOptions& options);

[[nodiscard]] Voxels readNifti(const std::filesystem::path& path, const NiftiVoxels& stored);

/// Writes NIfTI-1, atomically, with `notes` (79 letters at most) as its description.
void writeNifti(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels,
                const std::string& notes);

} // namespace halftone::image::detail
