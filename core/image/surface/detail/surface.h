// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <array>
#include <cstdint>
#include <vector>

namespace halftone::image::detail {

using Corner = std::array<float, 3>; ///< LPS millimetres
/// Its corners run counter-clockwise, seen from outside.
using Triangle = std::array<Corner, 3>;

/// The closed surface around all voxels of a label, by surface nets: two triangles between each
/// voxel of the label and each neighbour that is none, their corners amid the eight voxels around
/// them, drawn to where the label ends. What lies outside of the grid is not of the label.
[[nodiscard]] std::vector<Triangle> surfaceOf(const LabelMap& labels, std::uint8_t label);

} // namespace halftone::image::detail
