// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class vtkRenderer;

namespace halftone::ui {

/// One precision in the chart.
struct ChartPoint {
    double cost = 0;    ///< > 0: milliseconds or bytes; drawn on a logarithmic axis
    double quality = 0; ///< Dice or agreement in [0,1]
    std::string label;
    /// Within what the cost is known: a bar, where it is not exact. Without bounds: hollow.
    Interval costBetween{cost, cost};
    bool onFront = false;  ///< no other point is known to beat it
    bool best = false;     ///< none beats it by figures alone: the line runs through it
    bool current = false;  ///< what the window shows now
    bool landmark = false; ///< named; so is the current one
};

enum class CostUnit { Milliseconds, Bytes };

/// The trade-off chart: quality over cost, the front as a line, the current point highlighted.
/// Knows VTK and no Qt. Positions are device pixels from the upper left corner. One thread.
class TradeoffChartRenderer {
public:
    TradeoffChartRenderer();
    ~TradeoffChartRenderer();
    TradeoffChartRenderer(const TradeoffChartRenderer&) = delete;
    TradeoffChartRenderer& operator=(const TradeoffChartRenderer&) = delete;

    [[nodiscard]] vtkRenderer* renderer() const;
    void setViewport(int width, int height, double pixelRatio);

    /// `costTitle` stands under the axis ("ms a slice").
    void setPoints(std::vector<ChartPoint> points, CostUnit unit, const std::string& costTitle);
    [[nodiscard]] const std::vector<ChartPoint>& points() const;

    /// The point under a position, within a finger's breadth.
    [[nodiscard]] std::optional<std::size_t> pick(double x, double y) const;
    /// Where a point is drawn; valid after a render.
    [[nodiscard]] std::optional<std::pair<double, double>> positionOf(std::size_t point) const;
    /// Draws a ring around a point and names it; nothing removes it.
    void setHovered(std::optional<std::size_t> point);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace halftone::ui
