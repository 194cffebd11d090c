// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"

#include <span>
#include <string>
#include <vector>

namespace halftone::report {

/// One mark of a chart.
struct ChartPoint {
    double cost = 0;    ///< > 0; on the horizontal, logarithmic axis
    double quality = 0; ///< on the vertical axis
    std::string name;   ///< "W4A6", in the tooltip, and beside the mark of the best of its cost
    int series = 0;     ///< points of one series share a colour and are joined by a line
    /// Within what the cost is known (core/base/pareto_front.h): a bar, where it is not exact.
    /// Without bounds the mark is hollow.
    Interval costBetween{cost, cost};
};

/// What is written around a chart.
struct ChartText {
    std::string title;
    std::string costUnit; ///< "kB", "ms"
};

/// Draws quality over cost as an <svg> element without scripts. Points that others are known to
/// beat are faint. The vertical axis ends at 1 and starts just below the lowest value. Points that
/// are not finite, or of no cost, are left out; empty if none is left.
[[nodiscard]] std::string drawChart(std::span<const ChartPoint> points, const ChartText& text);

/// Colour of a series of activation bits as "#rrggbb", for a legend.
[[nodiscard]] std::string seriesColour(int series);

} // namespace halftone::report
