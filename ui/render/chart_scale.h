// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"

#include <cstddef>
#include <span>
#include <string>

/// What a chart shows and which part of it, without any graphics: testable values.
namespace halftone::ui {

/// One precision in the chart.
struct ChartPoint {
    double cost = 0;    ///< > 0: milliseconds, bytes or operations; drawn on a logarithmic axis
    double quality = 0; ///< Dice or agreement in [0,1]
    std::string label;
    /// Within what the cost is known: a bar, where it is not exact. Without bounds: hollow.
    Interval costBetween{cost, cost};
    Interval qualityBetween{quality, quality}; ///< a bar upright, where these differ
    bool onFront = false;                      ///< no other point is known to beat it
    bool best = false;     ///< none beats it by figures alone: the line runs through it
    bool current = false;  ///< what the window shows now
    bool landmark = false; ///< named; so is the current one
    bool dimmed = false;   ///< outside of what is admissible
};

/// The bar of a point's cost: the cost alone where there are no bounds.
[[nodiscard]] Interval costBar(const ChartPoint& point);

/// From where to where the axes go.
struct ChartExtent {
    double lowCost = 1; ///< > 0
    double highCost = 10;
    double lowQuality = 0;
    double highQuality = 1;

    [[nodiscard]] bool contains(const ChartExtent& other) const noexcept
    {
        return lowCost <= other.lowCost && highCost >= other.highCost
               && lowQuality <= other.lowQuality && highQuality >= other.highQuality;
    }
    friend bool operator==(const ChartExtent&, const ChartExtent&) = default;
};

/// Axes for these points with their bars, and a margin that keeps them and their names off the
/// frame. There is at least one point.
[[nodiscard]] ChartExtent extentOf(std::span<const ChartPoint> points);

/// Axes that points come to while somebody looks at them. While it grows (a sweep) nothing is taken
/// from what is shown, and while it is held (the pointer is over the chart) nothing moves at all;
/// what is missing then comes when it is let go.
class ChartScale {
public:
    /// Axes for other points, whatever was shown.
    void restart(const ChartExtent& needed);
    /// What the points need now.
    void need(const ChartExtent& needed);
    void setGrowing(bool growing);
    void setHeld(bool held);
    [[nodiscard]] const ChartExtent& shown() const noexcept { return m_shown; }
    /// Not all that is needed is shown.
    [[nodiscard]] bool isWaiting() const noexcept { return !m_shown.contains(m_needed); }

private:
    void follow();

    ChartExtent m_needed;
    ChartExtent m_shown;
    bool m_growing = false;
    bool m_held = false;
};

} // namespace halftone::ui
