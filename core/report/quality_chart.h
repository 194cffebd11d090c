// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"
#include "core/report/drawing.h"

#include <limits>
#include <span>
#include <string>

namespace halftone::report {

/// One mark of a chart.
struct ChartPoint {
    double cost = 0;    ///< > 0; on the horizontal, logarithmic axis
    double quality = 0; ///< on the vertical axis
    std::string name;   ///< "W4A6", in the tooltip, and beside the mark of the best of its cost
    int series = 0;     ///< points of one series share a look and are joined by a line
    /// Within what the cost is known (core/base/pareto_front.h): a bar, where it is not exact.
    /// Without bounds the mark is hollow.
    Interval costBetween{cost, cost};
    /// Within what the quality is known: a bar, where it is finite.
    Interval qualityBetween{std::numeric_limits<double>::quiet_NaN(),
                            std::numeric_limits<double>::quiet_NaN()};
};

/// What is written around a chart.
struct ChartText {
    std::string title;
    std::string costUnit;                  ///< "kB", "ms"
    std::string series{"activation bits"}; ///< what the numbers of the series are
};

/// Draws quality over cost, with a legend of the series. Points that others are known to beat are
/// faint. The vertical axis ends at 1 and starts just below the lowest value. Points that are not
/// finite, or of no cost, are left out; a drawing without shapes if none is left.
[[nodiscard]] Drawing drawChart(std::span<const ChartPoint> points, const ChartText& text);

/// The look of a series of activation bits.
[[nodiscard]] std::size_t seriesLook(int series);

} // namespace halftone::report
