// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/stop_token.h"

#include <cstdint>
#include <span>

namespace halftone::eval {

/// How far two surfaces lie apart, mm; NaN if either mask is empty.
struct SurfaceDistances {
    double hausdorff95Mm = 0; ///< 95th percentile (linear interpolation) of the directed distances
                              ///< of both surfaces together
    double meanMm = 0;        ///< mean of the same distances
};

/// Distances between the surfaces of two masks (0 or not 0), [D,H,W] on `grid`. A surface voxel is
/// a mask voxel with a face neighbour outside the mask or outside the grid; an axis of one voxel
/// has no neighbours, so a single slice is measured in its plane.
/// Throws Error{ShapeMismatch}, Error{Cancelled}.
[[nodiscard]] SurfaceDistances surfaceDistances(std::span<const std::uint8_t> a,
                                                std::span<const std::uint8_t> b,
                                                const Geometry& grid, const StopToken& stop = {});

} // namespace halftone::eval
