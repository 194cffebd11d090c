// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/image_io.h"

#include <array>
#include <string>
#include <vector>

/// Short sentences about where the voxels lie, for viewers and `info`. Untranslated English.
namespace halftone::image {

/// A length in the unit people use for it: "0.8 mm", "35 um", "4 nm".
[[nodiscard]] std::string formatLength(double mm);

/// "12.345 ml"; what microscopes see in cubic micrometres: "310.5 um^3".
[[nodiscard]] std::string formatVolume(double millilitres);

/// "512 x 512 x 60".
[[nodiscard]] std::string formatSize(const std::array<int, 3>& size);

/// "0.8 x 0.8 x 2.5 mm", one unit for all three; "unknown spacing" when the file did not say.
[[nodiscard]] std::string formatSpacing(const Geometry& geometry);

/// "LPS", "LPS (oblique by 12 degrees)", or "no orientation".
[[nodiscard]] std::string formatOrientation(const Geometry& geometry);

/// Two lines: size and type, orientation and spacing.
[[nodiscard]] std::vector<std::string> geometryReport(const ImageInfo& info);

} // namespace halftone::image
