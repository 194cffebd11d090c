// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/chart_layout.h"
#include "ui/session/point_facts.h"
#include "ui/session/tradeoff_table_model.h"

#include <optional>
#include <vector>

namespace halftone::ui {

/// Rows of a table as points of a chart.
struct ChartPoints {
    std::vector<ChartPoint> points;
    std::vector<std::size_t> rows;   ///< of the table, one for each point
    std::optional<std::size_t> star; ///< the best point within the limits, where there are any
    ChartExtent extent;              ///< that they need; some, where there are none
};

[[nodiscard]] CostUnit costUnitOf(CostAxis axis);

/// Points that have both the quality and the cost.
[[nodiscard]] ChartPoints chartPoints(const TradeoffTableModel& table, const TradeoffAxes& axes,
                                      const pipeline::Limits& limits, quant::Precision current);

/// Why there are no points, a sentence; empty where there are some.
[[nodiscard]] QString chartMessage(const TradeoffTableModel& table, const TradeoffAxes& axes);

/// From one point to another: by cost, equal costs by quality, through all or those of the front.
enum class Way { Cheaper, Dearer, CheaperOnFront, DearerOnFront, Cheapest, Dearest };
/// The point after `now` (itself at an end), or where to begin; nothing where there is none.
[[nodiscard]] std::optional<std::size_t> neighbourOf(const std::vector<ChartPoint>& points,
                                                     std::optional<std::size_t> now, Way way);

} // namespace halftone::ui
