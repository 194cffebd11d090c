// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/platform/parent_link.h"
#include "core/base/stop_token.h"
#include "core/image/detail/source.h"

#include <cstdint>
#include <filesystem>

/// What decoding a file may cost: 20 s of computing and 1.5 GB for inputs below 1 MB, however many
/// voxels they claim. Larger ones get that and more in proportion, for the slowest codec (JPEG
/// 2000) on a slow machine and for readers that hold a file and several copies of its voxels.
namespace halftone::image::detail {

/// To open a file or folder: its own bytes, or those of all files that opening it may look at.
[[nodiscard]] ProcessLimits budgetToOpen(const std::filesystem::path& path, const StopToken& stop);

/// To read the voxels of what was opened.
[[nodiscard]] ProcessLimits budgetToRead(const ImageInfo& opened);

} // namespace halftone::image::detail
