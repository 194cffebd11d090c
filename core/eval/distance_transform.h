// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace halftone::eval {

/// Squared Euclidean distance in mm^2 from every voxel to the nearest site (voxel with a value
/// other than 0), [D,H,W] as `sites`; infinity everywhere if there is none. Exact for any spacing
/// up to float rounding (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled
/// Functions", 2012: lower envelope of parabolas, one axis after the other).
/// `size` and `spacingMm` are along x, y, z. Throws Error{ShapeMismatch}, Error{Cancelled}.
[[nodiscard]] std::vector<float> squaredDistances(std::span<const std::uint8_t> sites,
                                                  const std::array<int, 3>& size,
                                                  const std::array<double, 3>& spacingMm,
                                                  const StopToken& stop = {});

} // namespace halftone::eval
