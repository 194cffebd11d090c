// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/nearest_point.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace halftone::eval {

NearestPoint::NearestPoint(std::vector<Point> points) : m_points(std::move(points))
{
    order(0, m_points.size(), 0);
}

double NearestPoint::distance(const Point& to) const
{
    double squared = std::numeric_limits<double>::infinity();
    search(0, m_points.size(), 0, to, squared);
    return std::sqrt(squared);
}

void NearestPoint::order(std::size_t first, std::size_t last, std::size_t axis)
{
    if (last - first < 2) {
        return;
    }
    const std::size_t middle = first + (last - first) / 2;
    const auto at = [this](std::size_t n) {
        return m_points.begin() + static_cast<std::ptrdiff_t>(n);
    };
    std::nth_element(at(first), at(middle), at(last),
                     [axis](const Point& a, const Point& b) { return a[axis] < b[axis]; });
    order(first, middle, (axis + 1) % 3);
    order(middle + 1, last, (axis + 1) % 3);
}

void NearestPoint::search(std::size_t first, std::size_t last, std::size_t axis, const Point& to,
                          double& squared) const
{
    if (first >= last) {
        return;
    }
    const std::size_t middle = first + (last - first) / 2;
    const Point& point = m_points[middle];
    double here = 0;
    for (std::size_t n = 0; n < 3; ++n) {
        here += (point[n] - to[n]) * (point[n] - to[n]);
    }
    squared = std::min(squared, here);
    const double beyond = to[axis] - point[axis];
    const std::size_t next = (axis + 1) % 3;
    const bool isLower = beyond < 0;
    search(isLower ? first : middle + 1, isLower ? middle : last, next, to, squared);
    if (beyond * beyond < squared) {
        search(isLower ? middle + 1 : first, isLower ? last : middle, next, to, squared);
    }
}

} // namespace halftone::eval
