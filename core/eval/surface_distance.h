// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/stop_token.h"

#include <cstdint>
#include <span>

namespace halftone::eval {

/// How far two surfaces lie apart, in mm, or in voxels where the spacing is unknown (1 stands in);
/// NaN if either mask is empty. Directed distances are those of each surface voxel of one mask to
/// the nearest one of the other. Two definitions of HD95 are in use:
struct SurfaceDistances {
    /// 95th percentile of the directed distances of both surfaces together.
    double hausdorff95 = 0;
    /// The larger of the 95th percentiles of each direction, as MONAI counts it
    /// (compute_hausdorff_distance(percentile=95)): never much below the other one, and above it
    /// where the surfaces differ in size.
    double hausdorff95Monai = 0;
    /// Average symmetric surface distance: the mean of the directed distances of both surfaces
    /// together.
    double mean = 0;
}; // percentiles interpolate between ranks (interpolatedPercentile())

/// Distances between the surfaces of two masks (0 or not 0), [D,H,W] on `grid`. A surface voxel is
/// a mask voxel with a face neighbour outside the mask or outside the grid; an axis of one voxel
/// has no neighbours, so a single slice is measured in its plane.
/// Throws Error{ShapeMismatch}, Error{Cancelled}.
[[nodiscard]] SurfaceDistances surfaceDistances(std::span<const std::uint8_t> a,
                                                std::span<const std::uint8_t> b,
                                                const Geometry& grid, const StopToken& stop = {});

} // namespace halftone::eval
