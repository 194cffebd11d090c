// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/detail/file_notes.h"
#include "core/image/detail/source.h"

#include <filesystem>
#include <string>

/// Reads NIfTI-1 and NIfTI-2, in one file or as a pair, and Analyze 7.5, and writes NIfTI-1 (.nii,
/// .nii.gz), without ITK: ITK 5.2 does not know NIfTI-2, and its NIfTI library passes truncated
/// voxels and non-finite geometry, loses notes and writes to the console.
namespace halftone::image::detail {

/// True for the names .nii and .nii.gz, which writeNifti() writes.
[[nodiscard]] bool isNiftiName(const std::filesystem::path& path);

/// True also for the halves of a pair: .hdr and .img, compressed or not. Other formats use these
/// names too: a .hdr is one by its content, an .img where it has a header beside it.
[[nodiscard]] bool isNifti(const std::filesystem::path& path);

/// The header, checked; several volumes are offered.
[[nodiscard]] Source openNifti(const std::filesystem::path& path, const ReadOptions& options,
                               const StopToken& stop);

/// Throws Error{Unsupported} for an axis that NIfTI-1 has no number for.
void requireNiftiHolds(const std::filesystem::path& path, const Geometry& geometry);

/// Writes NIfTI-1, atomically. Its description is the remark of `notes`, else their summary (79
/// letters at most); facts are an extension, a comment.
void writeNifti(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels,
                const FileNotes& notes);

} // namespace halftone::image::detail
