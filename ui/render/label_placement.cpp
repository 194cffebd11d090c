// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/label_placement.h"

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr float kGap = 0.35F;       // between point and name, of the radius
constexpr float kColumn = 2.5F;     // from the point to a column of names, in radii
constexpr float kLineHeight = 1.1F; // of a name
constexpr int kLines = 9;           // up and down a column

struct Place {
    LabelBox box;
    bool leader = false;
};

/// What a name must not cover.
enum class Care { All, Points, None };

LabelBox boxAt(float left, float bottom, const LabelPoint& point)
{
    return {left, bottom, left + point.width, bottom + point.height};
}

/// From the best place to the worst.
std::vector<Place> placesOf(const LabelPoint& p, float radius)
{
    const float gap = radius * (1 + kGap);
    const float middle = p.y - p.height / 2;
    std::vector<Place> places;
    const auto near = [&](float left, float bottom) {
        places.push_back({boxAt(left, bottom, p), false});
    };
    near(p.x - p.width / 2, p.y + gap);            // above
    near(p.x + gap, middle);                       // right
    near(p.x - p.width / 2, p.y - gap - p.height); // below
    near(p.x - gap - p.width, middle);             // left
    for (const float bottom : {p.y + radius, p.y - radius - p.height}) {
        near(p.x + radius, bottom);
        near(p.x - radius - p.width, bottom);
    }
    const float column = radius * kColumn;
    for (int line = 0; line <= kLines; ++line) {
        for (const float up : {1.0F, -1.0F}) {
            const float bottom = middle + up * static_cast<float>(line) * kLineHeight * p.height;
            places.push_back({boxAt(p.x + column, bottom, p), true});
            places.push_back({boxAt(p.x - column - p.width, bottom, p), true});
        }
    }
    return places;
}

/// Whether the line from a point to its name runs through a box.
bool crosses(const LabelPoint& from, const LabelBox& name, const LabelBox& box)
{
    constexpr int kSteps = 16; // closer together than a name is high
    const float toX = name.x0 > from.x ? name.x0 : name.x1;
    const float toY = (name.y0 + name.y1) / 2;
    for (int step = 0; step <= kSteps; ++step) {
        const float t = static_cast<float>(step) / kSteps;
        const float x = from.x + t * (toX - from.x);
        const float y = from.y + t * (toY - from.y);
        if (box.overlaps({x, y, x, y})) {
            return true;
        }
    }
    return false;
}

} // namespace

std::vector<PlacedLabel> placeLabels(const LabelBox& frame, std::span<const LabelPoint> points,
                                     float radius, const LabelObstacles& obstacles)
{
    std::vector<LabelBox> marks;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const LabelPoint& p = points[i];
        marks.push_back({p.x - radius, p.y - radius, p.x + radius, p.y + radius});
        if (p.width > 0) {
            order.insert(p.first ? order.begin() : order.end(), i);
        }
    }
    std::vector<PlacedLabel> placed;
    const auto isFree = [&](std::size_t point, const Place& place, Care care) {
        const auto clashes = [&](const PlacedLabel& other) {
            return place.box.overlaps(other.box)
                   || (place.leader && crosses(points[point], place.box, other.box))
                   || (other.leader && crosses(points[other.point], other.box, place.box));
        };
        const auto isTaken = [&](const LabelBox& box) {
            return place.box.overlaps(box)
                   || (place.leader && crosses(points[point], place.box, box));
        };
        const auto covers = [&](const std::vector<LabelBox>& boxes) {
            return std::any_of(boxes.begin(), boxes.end(),
                               [&](const LabelBox& box) { return place.box.overlaps(box); });
        };
        return frame.contains(place.box) && std::none_of(placed.begin(), placed.end(), clashes)
               && std::none_of(obstacles.hard.begin(), obstacles.hard.end(), isTaken)
               && (care == Care::None || !covers(marks))
               && (care != Care::All || !covers(obstacles.soft));
    };
    for (const std::size_t i : order) {
        const std::vector<Place> places = placesOf(points[i], radius);
        for (const Care care : {Care::All, Care::Points, Care::None}) {
            const auto place = std::find_if(places.begin(), places.end(), [&](const Place& p) {
                return (care != Care::None || points[i].first) && isFree(i, p, care);
            });
            if (place != places.end()) {
                placed.push_back({i, place->box, place->leader});
                break;
            }
        }
    }
    return placed;
}

} // namespace halftone::ui
