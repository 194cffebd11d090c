// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/chart_layout.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class vtkRenderer;

namespace halftone::ui {

/// The trade-off chart: quality over cost, the front as a line, the current point highlighted.
/// Knows VTK and no Qt, and draws all but the texts: VTK has other fonts than the window. Positions
/// are device pixels from the upper left corner. One thread.
class TradeoffChartRenderer {
public:
    TradeoffChartRenderer();
    ~TradeoffChartRenderer();
    TradeoffChartRenderer(const TradeoffChartRenderer&) = delete;
    TradeoffChartRenderer& operator=(const TradeoffChartRenderer&) = delete;

    [[nodiscard]] vtkRenderer* renderer() const;
    void setViewport(int width, int height, double pixelRatio);
    /// How wide a text is, in device pixels.
    void setTextWidth(std::function<float(const std::string&)> widthOf);

    void setFrame(ChartFrame frame);
    [[nodiscard]] const ChartFrame& frame() const;
    /// `star`: index of the point that is marked as the best one.
    void setPoints(std::vector<ChartPoint> points, std::optional<std::size_t> star = {});
    [[nodiscard]] const std::vector<ChartPoint>& points() const;
    /// Names that have a place keep it, whatever comes.
    void setNamesKept(bool kept);
    /// Draws a ring around a point; nothing removes it.
    void setRing(std::optional<std::size_t> point);

    /// Computes what the next render draws, and the texts that belong to it. To be called after
    /// changes, once for all of them.
    void layOut();
    [[nodiscard]] const std::vector<ChartText>& texts() const;

    /// The point under a position, within a finger's breadth; of those that can be seen.
    [[nodiscard]] std::optional<std::size_t> pick(double x, double y) const;
    /// Where a point is, be it outside of the axes.
    [[nodiscard]] std::optional<std::pair<double, double>> positionOf(std::size_t point) const;
    /// Points that the axes do not reach.
    [[nodiscard]] std::size_t hidden() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace halftone::ui
