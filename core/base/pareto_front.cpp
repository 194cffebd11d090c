// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/pareto_front.h"

#include <algorithm>
#include <cmath>

namespace halftone {

std::vector<std::size_t> paretoFront(std::span<const CostAndQuality> points)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!std::isnan(points[i].cost) && !std::isnan(points[i].quality)) {
            order.push_back(i);
        }
    }
    // Of equal costs the best first: what follows it is dominated unless it is its equal.
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return points[a].cost != points[b].cost ? points[a].cost < points[b].cost
                                                : points[a].quality > points[b].quality;
    });
    std::vector<std::size_t> front;
    for (const std::size_t i : order) {
        const bool better = front.empty() || points[i].quality > points[front.back()].quality;
        const bool equal = !front.empty() && points[i].quality == points[front.back()].quality
                           && points[i].cost == points[front.back()].cost;
        if (better || equal) {
            front.push_back(i);
        }
    }
    return front;
}

} // namespace halftone
