// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"

/// Lengths, angles and regions in patient space: points are LPS millimetres, so that oblique and
/// sheared grids need no rule of their own. Where the spacing of an image is unknown 1 mm stands
/// in, and lengths and areas are in voxels: whoever shows them says so.
namespace halftone::image {

[[nodiscard]] double distanceMm(const Point& a, const Point& b) noexcept;

/// Between the arms from `vertex` to `a` and to `b`: [0, 180]; NaN where an arm has no length.
[[nodiscard]] double angleDegrees(const Point& a, const Point& vertex, const Point& b) noexcept;

/// An ellipse in a plane, with its axes along the columns and rows of the plane.
struct Ellipse {
    Point centreMm{0, 0, 0};
    Point columnRadiusMm{1, 0, 0}; ///< from the centre to its ends; perpendicular to each other
    Point rowRadiusMm{0, 1, 0};

    [[nodiscard]] double areaMm2() const noexcept;
};
/// The one that fills the box of two opposite corners, in the axes of `grid`.
[[nodiscard]] Ellipse ellipseIn(const PlaneGrid& grid, const Point& corner, const Point& opposite);

struct RegionStatistics {
    std::size_t voxels = 0;
    double mean = 0; ///< NaN without voxels, as the next three
    double sd = 0;   ///< of a sample (n - 1); 0 of one voxel
    double lowest = 0;
    double highest = 0;
};
/// Of the voxels of `image` whose centres lie in `ellipse`, along the plane that its centre lies in
/// (planeNumber); values that are not finite are left out. Voxels are taken as they are, not as
/// pixels of a frame around a sheared plane. About a nanosecond a voxel. Throws as toIndex.
[[nodiscard]] RegionStatistics regionStatistics(const Image& image, Plane plane,
                                                const Ellipse& ellipse);

} // namespace halftone::image
