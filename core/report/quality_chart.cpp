// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/quality_chart.h"

#include "core/base/markup.h"
#include "core/base/pareto_front.h"
#include "core/base/text.h"
#include "core/report/svg.h"
#include "core/report/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace halftone::report {
namespace {

constexpr double kWidth = 720;
constexpr double kHeight = 320;
constexpr double kLeft = 56;
constexpr double kRight = 24;
constexpr double kTop = 40;
constexpr double kBottom = 44;
constexpr const char* kGrid = "class=\"grid\"";

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
        lowest = std::min(lowest, point.quality);
    }
    scale.logLow = std::floor(scale.logLow - 0.25);
    scale.logHigh = std::max(std::ceil(scale.logHigh + 0.25), scale.logLow + 1);
    scale.low = std::clamp(std::floor(lowest * 20 - 0.2) / 20, 0.0, 0.95);
    return scale;
}

std::string label(SvgPoint at, const char* anchor, const std::string& text)
{
    return svgText(at, text, std::string("text-anchor=\"") + anchor + "\"");
}

std::string axes(const Scale& scale, const ChartText& text)
{
    std::string svg;
    for (const double value : linearTicks(scale.low, 1, 5)) {
        svg += svgLine({kLeft, scale.y(value)}, {kWidth - kRight, scale.y(value)}, kGrid);
        svg += label({kLeft - 8, scale.y(value) + 4}, "end", formatNumber(value, 2));
    }
    for (const double cost : logarithmicTicks(std::exp2(scale.logLow), std::exp2(scale.logHigh))) {
        svg += svgLine({scale.x(cost), kTop}, {scale.x(cost), kHeight - kBottom}, kGrid);
        svg += label({scale.x(cost), kHeight - kBottom + 18}, "middle",
                     formatSignificant(cost, 6) + " " + text.costUnit);
    }
    return svg + label({kLeft, 22}, "start", text.title);
}

std::string seriesLine(std::vector<const ChartPoint*> points, const Scale& scale)
{
    std::sort(points.begin(), points.end(),
              [](const ChartPoint* a, const ChartPoint* b) { return a->cost < b->cost; });
    std::vector<SvgPoint> places;
    places.reserve(points.size());
    for (const ChartPoint* point : points) {
        places.push_back({scale.x(point->cost), scale.y(point->quality)});
    }
    return svgPolyline(places,
                       "class=\"series\" stroke=\"" + seriesColour(points.front()->series) + "\"");
}

struct MarkLook {
    bool beaten = false;
    bool named = false;
};

std::string mark(const ChartPoint& point, const MarkLook& look, const Scale& scale,
                 const ChartText& text)
{
    const double x = scale.x(point.cost);
    const double y = scale.y(point.quality);
    const std::string colour = seriesColour(point.series);
    const auto [low, high] = point.costBetween;
    const bool isHollow = !std::isfinite(high);
    std::string svg = look.beaten ? "<g class=\"beaten\">" : "<g>";
    if (!isHollow && low < high) {
        svg += svgLine({scale.x(low), y}, {scale.x(high), y},
                       "class=\"bar\" stroke=\"" + colour + "\"");
    }
    const std::string tooltip = point.name + ": " + formatNumber(point.quality, 4) + " at "
                                + formatNumber(point.cost, 1) + " " + text.costUnit;
    svg += "<circle cx=\"" + svgLength(x) + "\" cy=\"" + svgLength(y) + "\" r=\"4.5\" "
           + (isHollow ? "class=\"hollow\" stroke=\"" : "fill=\"") + colour + "\"><title>"
           + escapeMarkup(tooltip) + "</title></circle></g>\n";
    return svg + (look.named ? label({x, y - 9}, "middle", point.name) : std::string{});
}

} // namespace

std::string drawChart(std::span<const ChartPoint> points, const ChartText& text)
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
    std::string svg = "<svg viewBox=\"0 0 " + formatNumber(kWidth, 0) + " "
                      + formatNumber(kHeight, 0) + "\" role=\"img\" aria-label=\""
                      + escapeMarkup(text.title) + "\">\n" + axes(scale, text);
    for (const auto& entry : series) {
        svg += seriesLine(entry.second, scale);
    }
    // Only what nothing beats by its figures alone is named: of the front, which holds also what
    // cannot be told apart, names would cover each other.
    const std::vector<std::size_t> best = paretoFront(exact);
    const std::vector<std::size_t> front = paretoFront(known);
    const auto isIn = [](const std::vector<std::size_t>& some, std::size_t i) {
        return std::find(some.begin(), some.end(), i) != some.end();
    };
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        svg += mark(drawn[i], {!isIn(front, i), isIn(best, i)}, scale, text);
    }
    return svg + "</svg>\n";
}

std::string seriesColour(int series)
{
    // Float and W16A16 in grey; 1..8 activation bits from cold to the application's warm accent.
    static constexpr std::array<const char*, 8> kColours{
        "#4696ff", "#3fb0e0", "#45c4b0", "#7bd88f", "#b5cf5a", "#e0c04c", "#ffb04a", "#ff8f4a"};
    return series >= 1 && series <= 8 ? kColours[static_cast<std::size_t>(series - 1)] : "#8b92a0";
}

} // namespace halftone::report
