// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/quality_chart.h"

#include "core/base/pareto_front.h"
#include "core/base/text.h"
#include "core/report/svg.h"
#include "core/report/ticks.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace halftone::report {
namespace {

constexpr double kWidth = 720;
constexpr double kHeight = 300;
constexpr double kLeft = 56;
constexpr double kRight = 24;
constexpr double kTop = 40;
constexpr double kBottom = 64;

struct Scale {
    double logLow = 0; // log2 of the cost at the left and right end
    double logHigh = 1;
    double low = 0; // quality at the bottom; the top is 1

    [[nodiscard]] double x(double cost) const
    {
        return kLeft + (std::log2(cost) - logLow) / (logHigh - logLow) * (kWidth - kLeft - kRight);
    }
    [[nodiscard]] double y(double quality) const
    {
        return kHeight - kBottom - (quality - low) / (1 - low) * (kHeight - kTop - kBottom);
    }
};

Scale scaleOf(std::span<const ChartPoint> points)
{
    Scale scale;
    scale.logLow = std::log2(points.front().cost);
    scale.logHigh = scale.logLow;
    double lowest = 1;
    for (const ChartPoint& point : points) {
        const bool hasBar = point.costBetween.low > 0 && std::isfinite(point.costBetween.high);
        const auto [low, high] = hasBar ? point.costBetween : Interval{point.cost, point.cost};
        scale.logLow = std::min(scale.logLow, std::log2(low));
        scale.logHigh = std::max(scale.logHigh, std::log2(high));
        const bool isBounded = std::isfinite(point.qualityBetween.low);
        lowest = std::min(lowest, isBounded ? point.qualityBetween.low : point.quality);
    }
    scale.logLow = std::floor(scale.logLow - 0.25);
    scale.logHigh = std::max(std::ceil(scale.logHigh + 0.25), scale.logLow + 1);
    scale.low = std::clamp(std::floor(lowest * 20 - 0.2) / 20, 0.0, 0.95);
    return scale;
}

void addLine(Drawing& drawing, SvgPoint from, SvgPoint to, const std::string& colour,
             double width = 1, bool faint = false)
{
    DrawnPath line;
    line.points = {from, to};
    line.stroke = colour;
    line.width = width;
    line.faint = faint;
    drawing.shapes.emplace_back(std::move(line));
}

void addAxes(Drawing& drawing, const Scale& scale, const ChartText& text)
{
    for (const double value : linearTicks(scale.low, 1, 5)) {
        addLine(drawing, {kLeft, scale.y(value)}, {kWidth - kRight, scale.y(value)}, kAxisColour);
        drawing.shapes.emplace_back(
            DrawnText{{kLeft - 8, scale.y(value) + 4}, formatNumber(value, 2), Anchor::End});
    }
    for (const double cost : logarithmicTicks(std::exp2(scale.logLow), std::exp2(scale.logHigh))) {
        addLine(drawing, {scale.x(cost), kTop}, {scale.x(cost), kHeight - kBottom}, kAxisColour);
        drawing.shapes.emplace_back(DrawnText{{scale.x(cost), kHeight - kBottom + 18},
                                              formatSignificant(cost, 6) + " " + text.costUnit,
                                              Anchor::Middle});
    }
    drawing.shapes.emplace_back(DrawnText{{kLeft, 22}, text.title, Anchor::Start, 13, "#000000"});
}

void addSeriesLine(Drawing& drawing, std::vector<const ChartPoint*> points, const Scale& scale)
{
    std::sort(points.begin(), points.end(),
              [](const ChartPoint* a, const ChartPoint* b) { return a->cost < b->cost; });
    DrawnPath line;
    const std::size_t look = seriesLook(points.front()->series);
    for (const ChartPoint* point : points) {
        line.points.push_back({scale.x(point->cost), scale.y(point->quality)});
    }
    line.stroke = lookColour(look);
    line.dashes = lookDashLengths(look);
    line.faint = true;
    drawing.shapes.emplace_back(std::move(line));
}

void addLegend(Drawing& drawing, const std::map<int, std::vector<const ChartPoint*>>& series,
               const ChartText& text)
{
    const double y = kHeight - 12;
    double x = kLeft;
    drawing.shapes.emplace_back(DrawnText{{x, y}, text.series + ":"});
    x += 16 + 6 * static_cast<double>(text.series.size());
    for (const auto& entry : series) {
        drawing.shapes.push_back(markOf(seriesLook(entry.first), {x, y - 4}, false, false));
        drawing.shapes.emplace_back(DrawnText{{x + 9, y}, std::to_string(entry.first)});
        x += 40;
    }
}

struct MarkLook {
    bool beaten = false;
    bool named = false;
};

void addMark(Drawing& drawing, const ChartPoint& point, const MarkLook& look, const Scale& scale,
             const ChartText& text)
{
    const double x = scale.x(point.cost);
    const double y = scale.y(point.quality);
    const std::size_t series = seriesLook(point.series);
    const std::string colour = lookColour(series);
    const auto [low, high] = point.costBetween;
    const bool isHollow = !std::isfinite(high);
    if (!isHollow && low < high) {
        addLine(drawing, {scale.x(low), y}, {scale.x(high), y}, colour, 2, look.beaten);
    }
    if (std::isfinite(point.qualityBetween.low) && std::isfinite(point.qualityBetween.high)) {
        const double top = std::min(point.qualityBetween.high, 1.0);
        addLine(drawing, {x, scale.y(point.qualityBetween.low)}, {x, scale.y(top)}, colour, 1,
                look.beaten);
    }
    const std::string tooltip = point.name + ": " + formatNumber(point.quality, 4) + " at "
                                + formatNumber(point.cost, 1) + " " + text.costUnit;
    drawing.shapes.push_back(markOf(series, {x, y}, isHollow, look.beaten, tooltip));
    if (look.named) {
        drawing.shapes.emplace_back(
            DrawnText{{x, y - 9}, point.name, Anchor::Middle, 11, "#000000"});
    }
}

} // namespace

Drawing drawChart(std::span<const ChartPoint> points, const ChartText& text)
{
    std::vector<ChartPoint> drawn;
    std::copy_if(points.begin(), points.end(), std::back_inserter(drawn), [](const ChartPoint& p) {
        return std::isfinite(p.quality) && std::isfinite(p.cost) && p.cost > 0;
    });
    if (drawn.empty()) {
        return {};
    }
    const Scale scale = scaleOf(drawn);
    std::map<int, std::vector<const ChartPoint*>> series;
    std::vector<CostAndQuality> exact;
    std::vector<CostAndQuality> known;
    for (const ChartPoint& point : drawn) {
        series[point.series].push_back(&point);
        exact.push_back({point.cost, point.quality});
        known.push_back({point.cost, point.quality, point.costBetween});
    }
    Drawing drawing{kWidth, kHeight, text.title};
    addAxes(drawing, scale, text);
    for (const auto& entry : series) {
        addSeriesLine(drawing, entry.second, scale);
    }
    // Only what nothing beats by its figures alone is named: of the front, which holds also what
    // cannot be told apart, names would cover each other.
    const std::vector<std::size_t> best = paretoFront(exact);
    const std::vector<std::size_t> front = paretoFront(known);
    const auto isIn = [](const std::vector<std::size_t>& some, std::size_t i) {
        return std::find(some.begin(), some.end(), i) != some.end();
    };
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        addMark(drawing, drawn[i], {!isIn(front, i), isIn(best, i)}, scale, text);
    }
    addLegend(drawing, series, text);
    return drawing;
}

std::size_t seriesLook(int series)
{
    return series >= 1 && series <= 8 ? static_cast<std::size_t>(series - 1) : 8;
}

} // namespace halftone::report
