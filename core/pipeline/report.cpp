// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace halftone::pipeline {
namespace {

constexpr double kChartWidth = 720;
constexpr double kChartHeight = 300;
constexpr double kMargin = 48;

constexpr const char* kStyle = R"(
body { background: #16181c; color: #d8dbe0; font: 14px Inter, system-ui, sans-serif;
       max-width: 960px; margin: 32px auto; padding: 0 16px; }
h1 { font-size: 21px; } h2 { font-size: 16px; margin-top: 32px; }
table { border-collapse: collapse; } td, th { padding: 6px 12px; text-align: right;
       border-bottom: 1px solid #2a2e35; } th { color: #8b92a0; font-weight: normal; }
td:first-child, th:first-child { text-align: left; } dt { color: #8b92a0; } dd { margin: 0 0 8px; }
svg { background: #1b1e23; border-radius: 8px; } .note { color: #8b92a0; }
@media print { body, svg { background: #fff; color: #000; } }
)";

std::string escaped(const std::string& text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default: result += c;
        }
    }
    return result;
}

std::string fixed(double value, int decimals)
{
    if (!std::isfinite(value)) {
        return "-";
    }
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string optionalFixed(const std::optional<double>& value)
{
    return value ? fixed(*value, 4) : "-";
}

std::string kilobytes(std::size_t bytes)
{
    return fixed(static_cast<double>(bytes) / 1000, 1);
}

std::string cell(const std::string& text, const char* tag = "td")
{
    return std::string("<") + tag + ">" + escaped(text) + "</" + tag + ">";
}

/// What the chart's vertical axis shows.
struct Quality {
    bool isDice = false;
    [[nodiscard]] std::optional<double> of(const TradeoffPoint& point) const
    {
        return isDice ? point.dice : point.agreement;
    }
    [[nodiscard]] const char* name() const
    {
        return isDice ? "Dice against the reference" : "agreement with full precision";
    }
};

Quality qualityOf(std::span<const TradeoffPoint> points)
{
    return {std::any_of(points.begin(), points.end(),
                        [](const TradeoffPoint& point) { return point.dice.has_value(); })};
}

/// Position of a point: weight bytes on a logarithmic axis, quality from the lowest value to 1.
struct Scale {
    double logLow = 0;
    double logHigh = 1;
    double low = 0;

    [[nodiscard]] double x(std::size_t bytes) const
    {
        const double t = (std::log2(static_cast<double>(std::max<std::size_t>(bytes, 1))) - logLow)
                         / (logHigh - logLow);
        return kMargin + t * (kChartWidth - 2 * kMargin);
    }
    [[nodiscard]] double y(double quality) const
    {
        const double t = (quality - low) / (1 - low);
        return kChartHeight - kMargin - t * (kChartHeight - 2 * kMargin);
    }
};

Scale scaleOf(std::span<const TradeoffPoint> points, const Quality& quality)
{
    Scale scale{60, 0, 1};
    for (const TradeoffPoint& point : points) {
        const double bits =
            std::log2(static_cast<double>(std::max<std::size_t>(point.weightBytes, 1)));
        scale.logLow = std::min(scale.logLow, std::floor(bits));
        scale.logHigh = std::max(scale.logHigh, std::ceil(bits));
        scale.low = std::min(scale.low, quality.of(point).value_or(1));
    }
    scale.logHigh = std::max(scale.logHigh, scale.logLow + 1);
    scale.low = std::min(std::floor(scale.low * 10) / 10, 0.9);
    return scale;
}

std::string svgText(double x, double y, const char* anchor, const std::string& text)
{
    return "<text x=\"" + fixed(x, 1) + "\" y=\"" + fixed(y, 1) + "\" text-anchor=\"" + anchor
           + "\" fill=\"#8b92a0\" font-size=\"11\">" + escaped(text) + "</text>\n";
}

std::string gridLines(const Scale& scale)
{
    std::string svg;
    const double step = scale.low < 0.5 ? 0.2 : (scale.low < 0.8 ? 0.1 : 0.05);
    for (double value = 1; value > scale.low - step / 2; value -= step) {
        const std::string y = fixed(scale.y(value), 1);
        svg += "<line x1=\"" + fixed(kMargin, 1) + "\" x2=\"" + fixed(kChartWidth - kMargin, 1)
               + "\" y1=\"" + y + "\" y2=\"" + y + "\" stroke=\"#2a2e35\"/>\n";
        svg += svgText(kMargin - 6, scale.y(value) + 4, "end", fixed(value, 2));
    }
    for (double bits = scale.logLow; bits <= scale.logHigh; bits += 1) {
        const auto bytes = static_cast<std::size_t>(std::exp2(bits));
        svg += svgText(scale.x(bytes), kChartHeight - kMargin + 18, "middle",
                       kilobytes(bytes) + " kB");
    }
    return svg;
}

std::string chart(std::span<const TradeoffPoint> points)
{
    const Quality quality = qualityOf(points);
    const Scale scale = scaleOf(points, quality);
    std::string svg = "<svg viewBox=\"0 0 " + fixed(kChartWidth, 0) + " " + fixed(kChartHeight, 0)
                      + "\" role=\"img\">\n"
                      + svgText(kMargin, 24, "start",
                                std::string(quality.name()) + " over the size of the weights")
                      + gridLines(scale);
    for (const TradeoffPoint& point : points) {
        const std::optional<double> value = quality.of(point);
        if (!value || !std::isfinite(*value)) {
            continue;
        }
        const double x = scale.x(point.weightBytes);
        const double y = scale.y(*value);
        const std::string name = quant::toString(point.precision);
        svg += "<circle cx=\"" + fixed(x, 1) + "\" cy=\"" + fixed(y, 1)
               + "\" r=\"5\" fill=\"#ffb04a\" fill-opacity=\"0.8\"><title>"
               + escaped(name + ": " + fixed(*value, 4)) + "</title></circle>\n"
               + svgText(x, y - 9, "middle", name);
    }
    return svg + "</svg>\n";
}

std::vector<std::string> structureNames(std::span<const TradeoffPoint> points)
{
    std::vector<std::string> names;
    for (const TradeoffPoint& point : points) {
        for (const auto& [name, summary] : point.dicePerStructure) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    return names;
}

std::string tableHead(const std::vector<std::string>& structures)
{
    std::string row = cell("precision", "th") + cell("Dice", "th");
    for (const std::string& name : structures) {
        row += cell(name + " (mean \xC2\xB1 sd)", "th");
    }
    for (const char* title : {"agreement", "latency ms", "p95 ms", "weights kB", "activations kB",
                              "peak memory MB", "bit operations (computed)"}) {
        row += cell(title, "th");
    }
    return "<tr>" + row + "</tr>\n";
}

std::string tableRow(const TradeoffPoint& point, const std::vector<std::string>& structures)
{
    std::string row = cell(quant::toString(point.precision) + (point.measured ? "" : " simulated"))
                      + cell(optionalFixed(point.dice));
    for (const std::string& name : structures) {
        const auto found = point.dicePerStructure.find(name);
        row += cell(found == point.dicePerStructure.end()
                        ? "-"
                        : fixed(found->second.mean, 4) + " \xC2\xB1 " + fixed(found->second.sd, 4));
    }
    char operations[32];
    std::snprintf(operations, sizeof operations, "%.2e", point.bitOperations);
    row +=
        cell(optionalFixed(point.agreement)) + cell(fixed(point.latencyMsMedian, 2))
        + cell(fixed(point.latencyMsP95, 2)) + cell(kilobytes(point.weightBytes))
        + cell(kilobytes(point.arenaBytes))
        + cell(point.peakRssBytes ? fixed(static_cast<double>(*point.peakRssBytes) / 1e6, 1) : "-")
        + cell(operations);
    return "<tr>" + row + "</tr>\n";
}

} // namespace

std::string toHtml(std::span<const TradeoffPoint> points, const ReportContext& context)
{
    const model::ModelCard& card = context.card;
    const std::vector<std::string> structures = structureNames(points);
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>"
        + escaped("Halftone: " + card.title) + "</title>\n<style>" + kStyle
        + "</style></head><body>\n<h1>" + escaped(card.title)
        + ": what each bit costs and buys</h1>\n<p class=\"note\">Research use only, "
          "not for diagnosis. "
        + escaped(card.licence) + "</p>\n<dl>\n";
    for (const auto& [name, value] : context.facts) {
        html += "<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>\n";
    }
    html +=
        "</dl>\n" + chart(points) + "<h2>Every precision</h2>\n<table>\n" + tableHead(structures);
    for (const TradeoffPoint& point : points) {
        html += tableRow(point, structures);
    }
    html += "</table>\n";
    if (!context.notes.empty()) {
        html += "<h2>Notes</h2>\n<ul>\n";
        for (const std::string& note : context.notes) {
            html += "<li>" + escaped(note) + "</li>\n";
        }
        html += "</ul>\n";
    }
    return html + "</body></html>\n";
}

} // namespace halftone::pipeline
