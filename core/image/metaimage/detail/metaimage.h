// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/detail/file_notes.h"
#include "core/image/detail/source.h"

#include <filesystem>
#include <string>

/// Reads and writes MetaImage without ITK, which takes what a header leaves out for known, and
/// per-cent signs in names for series of files.
namespace halftone::image::detail {

/// True for the names .mha and .mhd.
[[nodiscard]] bool isMetaImageName(const std::filesystem::path& path);

/// The header, checked; several volumes are offered.
[[nodiscard]] Source openMetaImage(const std::filesystem::path& path, const ReadOptions& options,
                                   const StopToken& stop);

/// Writes one file, compressed, atomically, with what there is of `notes`; facts as its comment.
void writeMetaImage(const std::filesystem::path& path, const Geometry& geometry,
                    const Voxels& voxels, const FileNotes& notes);

} // namespace halftone::image::detail
