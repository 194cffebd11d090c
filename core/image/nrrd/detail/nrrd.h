// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/detail/file_notes.h"
#include "core/image/detail/source.h"

#include <filesystem>
#include <string>

/// Reads and writes NRRD without ITK, which takes spaces without anatomy for anatomical ones and
/// drops segments, units and the kinds of axes.
namespace halftone::image::detail {

/// True for files that begin as NRRD does, whatever their name.
[[nodiscard]] bool isNrrd(const std::filesystem::path& path);

/// The header, checked; several volumes are offered, the segments of 3D Slicer are labels.
[[nodiscard]] Source openNrrd(const std::filesystem::path& path, const ReadOptions& options,
                              const StopToken& stop);

/// Writes one file, compressed, atomically, with what there is of `notes` as key/value pairs. A
/// grid without anatomy is written without a space.
void writeNrrd(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels,
               const FileNotes& notes);

/// The same of labels, which are segments as 3D Slicer describes them: one layer, each with name,
/// colour, label value and extent.
void writeSegmentation(const std::filesystem::path& path, const LabelMap& labels,
                       const FileNotes& notes);

} // namespace halftone::image::detail
