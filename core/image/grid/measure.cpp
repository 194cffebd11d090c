// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/measure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace halftone::image {
namespace {

Point difference(const Point& a, const Point& b)
{
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

double product(const Point& a, const Point& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double length(const Point& a)
{
    return std::sqrt(product(a, a));
}

/// Components of `mm` along the radii of an ellipse: a point with u*u + v*v <= 1 is inside.
std::array<double, 2> along(const Ellipse& ellipse, const Point& mm)
{
    const Point& c = ellipse.columnRadiusMm;
    const Point& r = ellipse.rowRadiusMm;
    return {product(mm, c) / product(c, c), product(mm, r) / product(r, r)};
}

/// Sums about a value near the mean, so that large values lose no digits.
struct Sums {
    double about = 0;
    std::size_t count = 0;
    double sum = 0;
    double squares = 0;
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -std::numeric_limits<double>::infinity();

    void add(double value)
    {
        if (!std::isfinite(value)) {
            return;
        }
        if (count == 0) {
            about = value;
        }
        const double from = value - about;
        ++count;
        sum += from;
        squares += from * from;
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }

    [[nodiscard]] RegionStatistics statistics() const
    {
        if (count == 0) {
            constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
            return {0, kNone, kNone, kNone, kNone};
        }
        const auto n = static_cast<double>(count);
        const double variance = count > 1 ? (squares - sum * sum / n) / (n - 1) : 0;
        return {count, about + sum / n, std::sqrt(std::max(0.0, variance)), lowest, highest};
    }
};

/// The numbers x in [0, size) at which a point that starts at `start` and moves by `step` a number
/// is in the unit circle: first and last + 1.
std::array<int, 2> insideOf(const std::array<double, 2>& start, const std::array<double, 2>& step,
                            int size)
{
    const double a = step[0] * step[0] + step[1] * step[1];
    const double b = start[0] * step[0] + start[1] * step[1];
    const double c = start[0] * start[0] + start[1] * start[1] - 1;
    const double root = b * b - a * c;
    if (!(a > 0) || !(root >= 0)) {
        return {0, 0};
    }
    // A centre on the rim counts, whatever rounding made of it.
    constexpr double kRim = 1e-9;
    const double first = std::ceil((-b - std::sqrt(root)) / a - kRim);
    const double last = std::floor((-b + std::sqrt(root)) / a + kRim);
    return {static_cast<int>(std::clamp(first, 0.0, static_cast<double>(size))),
            static_cast<int>(std::clamp(last + 1, 0.0, static_cast<double>(size)))};
}

} // namespace

double distanceMm(const Point& a, const Point& b) noexcept
{
    return length(difference(a, b));
}

double angleDegrees(const Point& a, const Point& vertex, const Point& b) noexcept
{
    const Point first = difference(a, vertex);
    const Point second = difference(b, vertex);
    const Point cross{first[1] * second[2] - first[2] * second[1],
                      first[2] * second[0] - first[0] * second[2],
                      first[0] * second[1] - first[1] * second[0]};
    if (!(length(first) > 0) || !(length(second) > 0)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    // Exact for flat and right angles alike, unlike the arc cosine.
    return std::atan2(length(cross), product(first, second)) * 180 / std::numbers::pi;
}

double Ellipse::areaMm2() const noexcept
{
    return std::numbers::pi * length(columnRadiusMm) * length(rowRadiusMm);
}

Ellipse ellipseIn(const PlaneGrid& grid, const Point& corner, const Point& opposite)
{
    const Point diagonal = difference(opposite, corner);
    const auto half = [&](const Point& axis) {
        const double share = product(diagonal, axis) / product(axis, axis) / 2;
        return Point{axis[0] * share, axis[1] * share, axis[2] * share};
    };
    Ellipse ellipse;
    for (std::size_t n = 0; n < 3; ++n) {
        ellipse.centreMm[n] = (corner[n] + opposite[n]) / 2;
    }
    ellipse.columnRadiusMm = half(grid.columnMm);
    ellipse.rowRadiusMm = half(grid.rowMm);
    return ellipse;
}

RegionStatistics regionStatistics(const Image& image, Plane plane, const Ellipse& ellipse)
{
    const Geometry& geometry = image.geometry;
    const auto normal = static_cast<std::size_t>(normalAxis(geometry, plane));
    // Rows of voxels run along the axis that lies closest in memory.
    const std::size_t across = normal == 0 ? 1 : 0;
    const std::size_t down = normal == 2 ? 1 : 2;
    const double number = std::floor(toIndex(geometry, ellipse.centreMm)[normal] + 0.5);
    Point start{};
    start[normal] = std::clamp(number, 0.0, std::max(0.0, geometry.size[normal] - 1.0));
    const std::array<std::size_t, 3> strides{1, static_cast<std::size_t>(geometry.size[0]),
                                             geometry.sliceVoxels()};
    const auto stepOf = [&](std::size_t axis) {
        Point next = start;
        next[axis] += 1;
        return along(ellipse, difference(toMm(geometry, next), toMm(geometry, start)));
    };
    const std::array<double, 2> columnStep = stepOf(across);
    const std::array<double, 2> rowStep = stepOf(down);
    const std::array<double, 2> origin =
        along(ellipse, difference(toMm(geometry, start), ellipse.centreMm));
    Sums sums;
    std::visit(
        [&](const auto& voxels) {
            for (int row = 0; row < geometry.size[down]; ++row) {
                const std::array<double, 2> first{origin[0] + row * rowStep[0],
                                                  origin[1] + row * rowStep[1]};
                const auto [begin, end] = insideOf(first, columnStep, geometry.size[across]);
                const std::size_t place = static_cast<std::size_t>(start[normal]) * strides[normal]
                                          + static_cast<std::size_t>(row) * strides[down];
                for (int column = begin; column < end; ++column) {
                    sums.add(static_cast<double>(
                        voxels[place + static_cast<std::size_t>(column) * strides[across]]));
                }
            }
        },
        image.voxels);
    return sums.statistics();
}

} // namespace halftone::image
