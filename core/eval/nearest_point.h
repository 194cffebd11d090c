// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace halftone::eval {

/// Points in space, for the question how far the nearest one is: a k-d tree. For grids whose axes
/// are not at right angles, which squaredDistances() cannot serve.
class NearestPoint {
public:
    using Point = std::array<double, 3>;

    explicit NearestPoint(std::vector<Point> points);

    /// The distance from `to` to the nearest point; infinity where there is none.
    [[nodiscard]] double distance(const Point& to) const;

private:
    void order(std::size_t first, std::size_t last, std::size_t axis);
    void search(std::size_t first, std::size_t last, std::size_t axis, const Point& to,
                double& squared) const;

    std::vector<Point> m_points; ///< each range has its median in the middle, by one axis in turn
};

} // namespace halftone::eval
