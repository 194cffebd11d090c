// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/chart_points.h"

#include "core/base/pareto_front.h"
#include "ui/document/words.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

namespace halftone::ui {

namespace {

/// Axes where there is nothing to go by.
ChartExtent emptyExtent(CostUnit unit)
{
    const double low = unit == CostUnit::Milliseconds ? 0.8 : unit == CostUnit::Bytes ? 8e4 : 8e8;
    return {low, 150 * low, 0, 1.05};
}

/// What people look for and papers report: the others would only crowd the names out.
bool isLandmark(quant::Precision precision)
{
    constexpr quant::Precision kLandmarks[] = {
        quant::kFull, quant::kHighestInteger, quant::kBalanced, {4, 4}, {3, 4}, quant::kSmallest,
        {1, 2}};
    return std::find(std::begin(kLandmarks), std::end(kLandmarks), precision)
           != std::end(kLandmarks);
}

} // namespace

CostUnit costUnitOf(CostAxis axis)
{
    return axis == CostAxis::SliceTime       ? CostUnit::Milliseconds
           : axis == CostAxis::BitOperations ? CostUnit::Operations
                                             : CostUnit::Bytes;
}

ChartPoints chartPoints(const TradeoffTableModel& table, const TradeoffAxes& axes,
                        const pipeline::Limits& limits, quant::Precision current)
{
    ChartPoints result;
    const auto& rows = table.points();
    const std::vector<std::size_t> front = pipeline::paretoFront(rows, axes.quality, axes.cost);
    std::size_t best = rows.size(); // none
    if (limits.any()) {
        best = pipeline::bestWithin(rows, axes.quality, axes.cost, limits).value_or(best);
    }
    // Their line is of values that can be compared: a time that is not ranked is not among them.
    std::vector<CostAndQuality> exact;
    std::vector<std::size_t> exactOf; // of result.points
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::optional<double> quality = pipeline::qualityOf(rows[i], axes.quality);
        const double cost = pipeline::costOf(rows[i], axes.cost);
        if (!quality || !(cost > 0)) {
            continue;
        }
        ChartPoint point{cost, *quality, quant::toString(rows[i].precision)};
        point.costBetween = pipeline::costBetween(rows[i], axes.cost);
        point.qualityBetween = pipeline::qualityBetween(rows[i], axes.quality);
        point.onFront = std::count(front.begin(), front.end(), i) > 0;
        point.current = rows[i].precision == current;
        point.landmark = isLandmark(rows[i].precision) || best == i;
        point.dimmed =
            limits.any() && !pipeline::isWithin(rows[i], axes.quality, axes.cost, limits);
        if (best == i) {
            result.star = result.points.size();
        }
        if (std::isfinite(point.costBetween.high)) {
            exact.push_back({cost, *quality});
            exactOf.push_back(result.points.size());
        }
        result.points.push_back(std::move(point));
        result.rows.push_back(i);
    }
    for (const std::size_t i : paretoFront(exact)) {
        result.points[exactOf[i]].best = true;
    }
    result.extent =
        result.points.empty() ? emptyExtent(costUnitOf(axes.cost)) : extentOf(result.points);
    return result;
}

QString chartMessage(const TradeoffTableModel& table, const TradeoffAxes& axes)
{
    const auto& rows = table.points();
    const bool hasPoints = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
        return pipeline::qualityOf(row, axes.quality) && pipeline::costOf(row, axes.cost) > 0;
    });
    if (hasPoints) {
        return {};
    }
    if (!table.subject().isOpen) {
        return tr("Precisions appear here when an image is segmented.");
    }
    if (rows.empty()) {
        return tr("Measuring...");
    }
    switch (axes.quality) {
    case QualityAxis::Dice: return tr("No Dice: there is no reference in this slice.");
    case QualityAxis::Agreement: return tr("No agreement with full precision is known here.");
    case QualityAxis::VolumeDice:
    case QualityAxis::VolumeAgreement: break;
    }
    return tr("Known for a precision once all its slices are segmented.");
}

std::optional<std::size_t> neighbourOf(const std::vector<ChartPoint>& points,
                                       std::optional<std::size_t> now, Way way)
{
    const bool alongFront = way == Way::CheaperOnFront || way == Way::DearerOnFront;
    const auto isBefore = [&](std::size_t a, std::size_t b) {
        return std::tuple(points[a].cost, points[a].quality, a)
               < std::tuple(points[b].cost, points[b].quality, b);
    };
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!alongFront || points[i].onFront) {
            order.push_back(i);
        }
    }
    if (order.empty()) {
        return now;
    }
    std::sort(order.begin(), order.end(), isBefore);
    if (!now || way == Way::Cheapest) {
        return way == Way::Dearest ? order.back() : order.front();
    }
    switch (way) {
    case Way::Dearer:
    case Way::DearerOnFront: {
        const auto after = std::upper_bound(order.begin(), order.end(), *now, isBefore);
        return after == order.end() ? *now : *after;
    }
    case Way::Cheaper:
    case Way::CheaperOnFront: {
        const auto from = std::lower_bound(order.begin(), order.end(), *now, isBefore);
        return from == order.begin() ? *now : *std::prev(from);
    }
    default: return order.back();
    }
}

} // namespace halftone::ui
