// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/detail/source.h"

#include <filesystem>

namespace halftone::image::detail {

/// True for a file that begins as classic TIFF or BigTIFF does, in either byte order.
[[nodiscard]] bool isTiff(const std::filesystem::path& path);

/// Reads TIFF through libtiff: grey values of 1 to 32 bits, 64-bit integers, floats of 16, 32 and
/// 64 bits; strips and tiles, every compression that libtiff was built with; palettes as indices.
/// What the file describes (OME-XML, ImageJ, tifffile, LSM) gives volumes, slices and pixel size,
/// else its pages are slices. Colour, and all that would have to be guessed, is refused by name.
[[nodiscard]] Source openTiff(const std::filesystem::path& path, const ReadOptions& options,
                              const StopToken& stop);

} // namespace halftone::image::detail
