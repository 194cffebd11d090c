// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/plane.h"

#include "core/image/grid/detail/orientation.h"

#include <algorithm>
#include <cmath>

namespace halftone::image {
namespace {

/// Which voxel axis stands for each anatomical one (0 towards L, 1 towards P, 2 towards S), and
/// whether it grows that way. Of an unknown orientation the voxel axes themselves.
struct Anatomy {
    std::array<std::size_t, 3> axis{0, 1, 2};
    std::array<bool, 3> grows{true, true, true};
};

Anatomy anatomyOf(const Geometry& geometry)
{
    Anatomy anatomy;
    if (!geometry.orientationKnown) {
        return anatomy;
    }
    const auto patientAxis = detail::nearestPatientAxes(geometry);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::size_t patient = patientAxis[axis];
        anatomy.axis[patient] = axis;
        anatomy.grows[patient] = geometry.direction[patient * 3 + axis] >= 0;
    }
    return anatomy;
}

/// Rows of a plane are shifted by rounding in files, but not by this many columns.
constexpr double kNoShift = 0.05;

/// Anatomical axes of a plane on a screen.
struct Layout {
    std::size_t column = 0;
    std::size_t row = 0;
    std::size_t normal = 0;
};

constexpr Layout layoutOf(Plane plane)
{
    switch (plane) {
    case Plane::Sagittal: return {1, 2, 0};
    case Plane::Coronal: return {0, 2, 1};
    case Plane::Axial: break;
    }
    return {0, 1, 2};
}

Point axisStep(const Geometry& geometry, std::size_t axis, bool forwards)
{
    const double length = forwards ? geometry.spacingMm[axis] : -geometry.spacingMm[axis];
    return {geometry.direction[axis] * length, geometry.direction[3 + axis] * length,
            geometry.direction[6 + axis] * length};
}

double dot(const Point& a, const Point& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// A plane whose rows are shifted against each other (a tilted gantry) in a frame with a right
/// angle that holds all of it, so that angles on the screen are those in the patient.
PlaneGrid squared(PlaneGrid plane)
{
    const double shift = dot(plane.rowMm, plane.columnMm) / dot(plane.columnMm, plane.columnMm);
    const double total = shift * (plane.rows - 1); // in columns, from the first row to the last
    if (!(std::abs(total) > kNoShift)) {
        return plane;
    }
    const double before = std::min(0.0, std::floor(total));
    plane.originMm = plane.at(before, 0);
    plane.columns += static_cast<int>(std::ceil(std::abs(total)));
    for (std::size_t n = 0; n < 3; ++n) {
        plane.rowMm[n] -= shift * plane.columnMm[n];
    }
    return plane;
}

/// Index along the normal of the plane `number`, clamped to the grid; and back.
int mirrored(const Geometry& geometry, std::size_t axis, bool grows, int number)
{
    const int last = std::max(0, geometry.size[axis] - 1);
    const int inside = std::clamp(number, 0, last);
    return grows ? inside : last - inside;
}

} // namespace

double PlaneGrid::columnSpacingMm() const noexcept
{
    return std::sqrt(dot(columnMm, columnMm));
}

double PlaneGrid::rowSpacingMm() const noexcept
{
    return std::sqrt(dot(rowMm, rowMm));
}

Point PlaneGrid::at(double column, double row) const noexcept
{
    Point mm{};
    for (std::size_t n = 0; n < 3; ++n) {
        mm[n] = originMm[n] + column * columnMm[n] + row * rowMm[n];
    }
    return mm;
}

std::array<double, 2> PlaneGrid::project(const Point& mm) const noexcept
{
    const Point from{mm[0] - originMm[0], mm[1] - originMm[1], mm[2] - originMm[2]};
    // The foot of the perpendicular, also where the axes are not quite perpendicular themselves.
    const double cc = dot(columnMm, columnMm);
    const double rr = dot(rowMm, rowMm);
    const double cr = dot(columnMm, rowMm);
    const double c = dot(columnMm, from);
    const double r = dot(rowMm, from);
    const double determinant = cc * rr - cr * cr;
    return {(rr * c - cr * r) / determinant, (cc * r - cr * c) / determinant};
}

Point toMm(const Geometry& geometry, const Point& index) noexcept
{
    Point mm = geometry.originMm;
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t a = 0; a < 3; ++a) {
            mm[row] += geometry.direction[row * 3 + a] * geometry.spacingMm[a] * index[a];
        }
    }
    return mm;
}

Point toIndex(const Geometry& geometry, const Point& mm)
{
    const std::array<double, 9> inverse = detail::indexFromMm(geometry);
    const Point from{mm[0] - geometry.originMm[0], mm[1] - geometry.originMm[1],
                     mm[2] - geometry.originMm[2]};
    Point index{};
    for (std::size_t a = 0; a < 3; ++a) {
        index[a] = dot({inverse[a * 3], inverse[a * 3 + 1], inverse[a * 3 + 2]}, from);
    }
    return index;
}

int normalAxis(const Geometry& geometry, Plane plane)
{
    return static_cast<int>(anatomyOf(geometry).axis[layoutOf(plane).normal]);
}

Plane planeOfSlices(const Geometry& geometry)
{
    return *std::find_if(kPlanes.begin(), kPlanes.end(),
                         [&](Plane plane) { return normalAxis(geometry, plane) == 2; });
}

int planeCount(const Geometry& geometry, Plane plane)
{
    return geometry.size[static_cast<std::size_t>(normalAxis(geometry, plane))];
}

int planeNumber(const Geometry& geometry, Plane plane, const Point& mm)
{
    const Anatomy anatomy = anatomyOf(geometry);
    const std::size_t normal = layoutOf(plane).normal;
    const std::size_t axis = anatomy.axis[normal];
    const double index = std::floor(toIndex(geometry, mm)[axis] + 0.5);
    const double last = std::max(0, geometry.size[axis] - 1);
    // In this order NaN becomes 0.
    const int inside = static_cast<int>(std::min(std::max(0.0, index), last));
    return mirrored(geometry, axis, anatomy.grows[normal], inside);
}

Point movedToPlane(const Geometry& geometry, Plane plane, const Point& mm, int number)
{
    const Anatomy anatomy = anatomyOf(geometry);
    const std::size_t normal = layoutOf(plane).normal;
    const std::size_t axis = anatomy.axis[normal];
    const int wanted = mirrored(geometry, axis, anatomy.grows[normal], number);
    const double steps = wanted - toIndex(geometry, mm)[axis];
    const Point step = axisStep(geometry, axis, true);
    return {mm[0] + steps * step[0], mm[1] + steps * step[1], mm[2] + steps * step[2]};
}

PlaneGrid planeGrid(const Geometry& geometry, Plane plane, const Point& mm)
{
    const Anatomy anatomy = anatomyOf(geometry);
    const Layout layout = layoutOf(plane);
    const std::size_t column = anatomy.axis[layout.column];
    const std::size_t row = anatomy.axis[layout.row];
    const std::size_t normal = anatomy.axis[layout.normal];
    // Columns grow to L or P, rows to P or I.
    const bool headUp = geometry.orientationKnown && layout.row == 2;
    const bool right = anatomy.grows[layout.column];
    const bool down = anatomy.grows[layout.row] != headUp;
    Point first{};
    first[column] = right ? 0 : geometry.size[column] - 1;
    first[row] = down ? 0 : geometry.size[row] - 1;
    first[normal] =
        mirrored(geometry, normal, anatomy.grows[layout.normal], planeNumber(geometry, plane, mm));
    return squared({geometry.size[column], geometry.size[row], toMm(geometry, first),
                    axisStep(geometry, column, right), axisStep(geometry, row, down),
                    geometry.spacingKnown, geometry.orientationKnown});
}

} // namespace halftone::image
