// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/detail/file_notes.h"

#include <filesystem>

namespace halftone::image::detail {

/// True for the names .tif and .tiff.
[[nodiscard]] bool isTiffName(const std::filesystem::path& path);

/// Writes one page a slice, compressed by deflate, as BigTIFF where it could pass 4 GB; atomically.
/// Nothing of the geometry but the size; remark and facts of `notes` are the description of the
/// first page. Throws Error{FileWrite}.
void writeTiff(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels,
               const FileNotes& notes);

} // namespace halftone::image::detail
