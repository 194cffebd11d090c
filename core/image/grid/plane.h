// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

/// Planes through images in patient space. A viewer never permutes an image: it looks at the native
/// voxels through planes given in millimetres (LPS, as Geometry).
namespace halftone::image {

using Point = std::array<double, 3>; ///< LPS millimetres, or voxel indices (i, j, k) where said

/// The three planes of an image: each is spanned by two of its own voxel axes, whichever lie
/// nearest to the anatomical ones. An oblique acquisition is thus seen in its own axes. Where the
/// orientation is unknown (microscopy), axial is the plane of x and y, coronal of x and z, sagittal
/// of y and z.
enum class Plane : std::uint8_t { Axial, Sagittal, Coronal };
inline constexpr std::array<Plane, 3> kPlanes{Plane::Axial, Plane::Sagittal, Plane::Coronal};

/// Pixels of one plane: pixel (column, row) is centred at
/// originMm + column * columnMm + row * rowMm. On a screen columns grow to the right, rows down.
struct PlaneGrid {
    int columns = 0;
    int rows = 0;
    Point originMm{0, 0, 0};
    Point columnMm{1, 0, 0}; ///< step to the next column; its length is the width of a pixel
    Point rowMm{0, 1, 0};
    bool spacingKnown = false;     ///< as in Geometry
    bool orientationKnown = false; ///< as in Geometry

    [[nodiscard]] std::size_t pixels() const noexcept
    {
        return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    }
    [[nodiscard]] double columnSpacingMm() const noexcept; ///< length of columnMm
    [[nodiscard]] double rowSpacingMm() const noexcept;
    /// Position of a pixel, also between and outside of pixels.
    [[nodiscard]] Point at(double column, double row) const noexcept;
    /// The pixel (column, row) that a point in space projects onto, perpendicularly; the inverse of
    /// at() for points of the plane. Not clamped or rounded.
    [[nodiscard]] std::array<double, 2> project(const Point& mm) const noexcept;

    friend bool operator==(const PlaneGrid&, const PlaneGrid&) = default;
};

/// Position of voxel (i, j, k), and back. Neither is clamped or rounded.
[[nodiscard]] Point toMm(const Geometry& geometry, const Point& index) noexcept;
/// Throws Error{InvalidArgument} where the axes do not span a space.
[[nodiscard]] Point toIndex(const Geometry& geometry, const Point& mm);

/// The voxel axis (0, 1, 2) that is perpendicular to a plane.
[[nodiscard]] int normalAxis(const Geometry& geometry, Plane plane);
/// The plane that the slices of a grid lie in: whose normal is its k axis.
[[nodiscard]] Plane planeOfSlices(const Geometry& geometry);
/// Number of voxels along the normal.
[[nodiscard]] int planeCount(const Geometry& geometry, Plane plane);
/// Number of the plane nearest to `mm`, clamped to the grid. Planes are numbered towards L,
/// P, S; along the voxel axis where the orientation is unknown.
[[nodiscard]] int planeNumber(const Geometry& geometry, Plane plane, const Point& mm);
/// `mm` moved along the normal into plane `number` (clamped to the grid).
[[nodiscard]] Point movedToPlane(const Geometry& geometry, Plane plane, const Point& mm,
                                 int number);
/// Pixels of a plane through `mm` (its number as planeNumber says): those of the voxels themselves
/// (where a tilted gantry shifts rows against each other, points of a frame around all of them),
/// on a screen as radiologists have them: axial with L right and P down, coronal with L right and I
/// down, sagittal with P right and I down; unknown orientations with their axes growing right and
/// down.
[[nodiscard]] PlaneGrid planeGrid(const Geometry& geometry, Plane plane, const Point& mm);

enum class Sampling : std::uint8_t { Nearest, Linear };

/// Grey values of `image` at every pixel of `grid`, [rows, columns]; NaN outside of the image,
/// which reaches half a voxel beyond its outermost centres (Linear repeats the border there), so
/// that a single slice is as thick as its spacing. Where the pixels are the image's own voxels, in
/// whatever order and direction, both samplings give their values exactly, in a millisecond or two
/// for 512 x 512. Throws as toIndex, and Error{ShapeMismatch} where voxels and size do not agree;
/// the same below.
[[nodiscard]] std::vector<float> samplePlane(const Image& image, const PlaneGrid& grid,
                                             Sampling sampling);
/// Labels at every pixel of `grid`, nearest voxel, 0 outside.
[[nodiscard]] std::vector<std::uint8_t> samplePlane(const LabelMap& labels, const PlaneGrid& grid);
/// Labels of a volume that lies slice by slice in memory: `slices[k]`, one for each k, are
/// [size[1], size[0]] of `geometry` or empty where there are none yet; 0 there and outside.
[[nodiscard]] std::vector<std::uint8_t>
samplePlane(const Geometry& geometry, const std::vector<std::span<const std::uint8_t>>& slices,
            const PlaneGrid& grid);

} // namespace halftone::image
