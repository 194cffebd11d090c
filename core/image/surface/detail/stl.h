// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <cstdint>
#include <string>

namespace halftone::image::detail {

/// A binary STL file: surfaceOf() a label, in millimetres. Its header says so, with "SPACE=LPS" as
/// 3D Slicer reads it where the grid has an anatomy, and as much of `summary` as 80 letters hold.
[[nodiscard]] std::string stlOf(const LabelMap& labels, std::uint8_t label,
                                const std::string& summary);

} // namespace halftone::image::detail
