// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Where names go beside the points of a chart, computed without any graphics: testable values.
namespace halftone::ui {

/// A rectangle in pixels; y grows upwards.
struct LabelBox {
    float x0 = 0;
    float y0 = 0;
    float x1 = 0;
    float y1 = 0;

    [[nodiscard]] bool overlaps(const LabelBox& other) const noexcept
    {
        return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
    }
    [[nodiscard]] bool contains(const LabelBox& other) const noexcept
    {
        return other.x0 >= x0 && other.x1 <= x1 && other.y0 >= y0 && other.y1 <= y1;
    }
};

/// A point of the chart, and the size of its name; a width of 0: it has none.
struct LabelPoint {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
    bool first = false; ///< placed before the others, if need be over points
};

struct PlacedLabel {
    std::size_t point = 0;
    LabelBox box;
    bool leader = false; ///< too far from its point to be read without a line to it
};

/// What names keep clear of besides points and each other.
struct LabelObstacles {
    std::vector<LabelBox> hard; ///< nothing is placed over these
    std::vector<LabelBox> soft; ///< nor over these, if there is another place
};

/// Places the names of `points` inside `frame`: beside their point where that is free, else in a
/// column beside a crowd of points, with a line. Names never overlap each other, and cover no point
/// (of `radius` pixels) unless `first`. What finds no place is left out; earlier points win.
[[nodiscard]] std::vector<PlacedLabel> placeLabels(const LabelBox& frame,
                                                   std::span<const LabelPoint> points, float radius,
                                                   const LabelObstacles& obstacles = {});

} // namespace halftone::ui
