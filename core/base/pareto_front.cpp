// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/pareto_front.h"

#include <algorithm>
#include <cmath>

namespace halftone {
namespace {

bool isPoint(const CostAndQuality& point)
{
    return !std::isnan(point.cost) && !std::isnan(point.quality);
}

} // namespace

bool dominates(const CostAndQuality& one, const CostAndQuality& other)
{
    const bool isCheaper = one.costBetween.high < other.costBetween.low;
    const bool isAsCheap = one.costBetween.high <= other.costBetween.low;
    return isPoint(one)
           && ((isCheaper && one.quality >= other.quality)
               || (isAsCheap && one.quality > other.quality));
}

std::vector<std::size_t> paretoFront(std::span<const CostAndQuality> points)
{
    std::vector<std::size_t> front;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool isBeaten = std::any_of(points.begin(), points.end(), [&](const auto& other) {
            return dominates(other, points[i]);
        });
        if (isPoint(points[i]) && !isBeaten) {
            front.push_back(i);
        }
    }
    std::stable_sort(front.begin(), front.end(),
                     [&](std::size_t a, std::size_t b) { return points[a].cost < points[b].cost; });
    return front;
}

} // namespace halftone
