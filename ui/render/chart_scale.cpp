// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/chart_scale.h"

#include <algorithm>
#include <cmath>

namespace halftone::ui {

Interval costBar(const ChartPoint& point)
{
    const auto [low, high] = point.costBetween;
    return low > 0 && std::isfinite(high) ? point.costBetween : Interval{point.cost, point.cost};
}

ChartExtent extentOf(std::span<const ChartPoint> points)
{
    ChartExtent extent{1e300, 0, 1, 0};
    for (const ChartPoint& point : points) {
        extent.lowCost = std::min(extent.lowCost, costBar(point).low);
        extent.highCost = std::max(extent.highCost, costBar(point).high);
        extent.lowQuality = std::min({extent.lowQuality, point.quality, point.qualityBetween.low});
        extent.highQuality =
            std::max({extent.highQuality, point.quality, point.qualityBetween.high});
    }
    const double margin = std::max(0.08, 0.08 * std::log10(extent.highCost / extent.lowCost));
    extent.lowCost *= std::pow(10.0, -margin);
    extent.highCost *= std::pow(10.0, margin);
    const double padding = std::max(0.005, 0.10 * (extent.highQuality - extent.lowQuality));
    extent.lowQuality = std::max(0.0, extent.lowQuality - padding);
    extent.highQuality += padding;
    return extent;
}

void ChartScale::restart(const ChartExtent& needed)
{
    m_needed = needed;
    m_shown = needed;
}

void ChartScale::need(const ChartExtent& needed)
{
    m_needed = needed;
    follow();
}

void ChartScale::setGrowing(bool growing)
{
    m_growing = growing;
    follow();
}

void ChartScale::setHeld(bool held)
{
    m_held = held;
    follow();
}

void ChartScale::follow()
{
    if (m_held) {
        return;
    }
    const ChartExtent& before = m_shown;
    m_shown = m_growing ? ChartExtent{std::min(before.lowCost, m_needed.lowCost),
                                      std::max(before.highCost, m_needed.highCost),
                                      std::min(before.lowQuality, m_needed.lowQuality),
                                      std::max(before.highQuality, m_needed.highQuality)}
                        : m_needed;
}

} // namespace halftone::ui
