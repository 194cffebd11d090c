// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/line_plot.h"

#include "core/base/text.h"
#include "core/report/svg.h"
#include "core/report/ticks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::report {
namespace {

constexpr double kPageWidth = 960;
constexpr double kLeft = 70;
constexpr double kPlotWidth = 690;
constexpr double kPlotHeight = 230;
constexpr double kTitleHeight = 42; // above a plot
constexpr double kPanelHeight = kTitleHeight + kPlotHeight + 46;
constexpr double kLegendLine = 20;

// As short as a tick can be told: "0.82", "20", "1e-05".
std::string tickText(double value)
{
    return formatSignificant(value, 5);
}

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void add(double value)
    {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    [[nodiscard]] bool empty() const { return low > high; }
};

// Draws one plot; knows where values lie on the page.
class Panel {
public:
    Panel(const Plot& plot, double top, double xEnd, std::size_t index)
        : m_plot(plot), m_top(top), m_xEnd(xEnd), m_clip("frame" + std::to_string(index))
    {
        for (const PlotSeries& series : plot.series) {
            for (const PlotPoint& point : series.points) {
                if (isShown(point)) {
                    m_range.add(point.y);
                }
            }
        }
        if (!m_range.empty()) {
            widenRange();
        }
    }

    [[nodiscard]] std::string draw() const
    {
        std::string svg = svgText({kLeft, m_top - 14}, m_plot.title, "class=\"title\"");
        svg += "<clipPath id=\"" + m_clip + "\">" + frame("") + "</clipPath>\n";
        if (m_range.empty()) {
            svg += frame("class=\"frame\"") + "\n";
            return svg
                   + svgText({kLeft + kPlotWidth / 2, m_top + kPlotHeight / 2}, "no values yet",
                             "text-anchor=\"middle\"");
        }
        svg += drawAxes();
        for (const PlotSeries& series : m_plot.series) {
            svg += drawSeries(series);
        }
        return svg + frame("class=\"frame\"") + "\n" + drawLegend();
    }

private:
    [[nodiscard]] bool isShown(const PlotPoint& point) const
    {
        return std::isfinite(point.x) && std::isfinite(point.y)
               && (!m_plot.logarithmic || point.y > 0);
    }

    void widenRange()
    {
        if (m_plot.lowest && *m_plot.lowest < m_range.high) {
            m_range.low = *m_plot.lowest;
        }
        if (m_plot.logarithmic) {
            m_range.low /= 1.08;
            m_range.high *= 1.08;
            return;
        }
        const double length = m_range.high - m_range.low;
        const double margin = length > 0 ? 0.06 * length : std::max(0.01, 0.1 * m_range.high);
        m_range.low -= margin;
        m_range.high += margin;
    }

    [[nodiscard]] double x(double value) const { return kLeft + kPlotWidth * value / m_xEnd; }
    [[nodiscard]] double y(double value) const
    {
        const auto scaled = [&](double v) { return m_plot.logarithmic ? std::log(v) : v; };
        const double low = scaled(m_range.low);
        return m_top + kPlotHeight * (1 - (scaled(value) - low) / (scaled(m_range.high) - low));
    }

    [[nodiscard]] std::string frame(const std::string& attributes) const
    {
        return "<rect x=\"" + svgLength(kLeft) + "\" y=\"" + svgLength(m_top) + "\" width=\""
               + svgLength(kPlotWidth) + "\" height=\"" + svgLength(kPlotHeight) + "\" "
               + attributes + "/>";
    }

    [[nodiscard]] std::string drawAxes() const
    {
        std::string svg;
        const auto ticks = m_plot.logarithmic ? logarithmicTicks(m_range.low, m_range.high)
                                              : linearTicks(m_range.low, m_range.high, 5);
        for (const double tick : ticks) {
            svg += svgLine({kLeft, y(tick)}, {kLeft + kPlotWidth, y(tick)}, "class=\"grid\"");
            svg += svgText({kLeft - 8, y(tick) + 4}, tickText(tick), "text-anchor=\"end\"");
        }
        for (const double tick : linearTicks(0, m_xEnd, 8)) {
            svg += svgLine({x(tick), m_top}, {x(tick), m_top + kPlotHeight}, "class=\"grid\"");
            svg += svgText({x(tick), m_top + kPlotHeight + 17}, tickText(tick),
                           "text-anchor=\"middle\"");
        }
        return svg;
    }

    [[nodiscard]] std::string drawSeries(const PlotSeries& series) const
    {
        const std::string colour = lookColour(series.look);
        std::vector<SvgPoint> points;
        std::string markers;
        for (const PlotPoint& point : series.points) {
            if (!isShown(point)) {
                continue;
            }
            // Far below the frame is as good as anywhere below it.
            const double row = std::min(y(point.y), m_top + 20 * kPlotHeight);
            points.push_back({x(point.x), row});
            if (series.markers) {
                markers += lookMarker(series.look, points.back());
            }
        }
        const std::string stroke =
            (series.faint ? "stroke-width=\"1\" stroke-opacity=\"0.25\"" : "stroke-width=\"1.8\"")
            + lookDashes(series.look);
        return "<g clip-path=\"url(#" + m_clip + ")\" stroke=\"" + colour + "\" fill=\"" + colour
               + "\">" + svgPolyline(points, stroke) + "<g stroke=\"none\">" + markers
               + "</g></g>\n";
    }

    [[nodiscard]] std::string drawLegend() const
    {
        const double left = kLeft + kPlotWidth + 18;
        double row = m_top + 12;
        std::string svg;
        for (const PlotSeries& series : m_plot.series) {
            if (series.name.empty()) {
                continue;
            }
            const std::string colour = lookColour(series.look);
            svg += "<g stroke=\"" + colour + "\" fill=\"" + colour + "\">"
                   + svgLine({left, row}, {left + 26, row},
                             "stroke-width=\"2\"" + lookDashes(series.look));
            if (series.markers) {
                svg += "<g stroke=\"none\">" + lookMarker(series.look, {left + 13, row}) + "</g>";
            }
            svg += "</g>\n" + svgText({left + 34, row + 4}, series.name, "");
            row += kLegendLine;
        }
        return svg;
    }

    const Plot& m_plot;
    double m_top;
    double m_xEnd;
    std::string m_clip;
    Range m_range;
};

} // namespace

std::string plotsToSvg(const std::vector<Plot>& plots, const std::string& xTitle)
{
    double xEnd = 0;
    for (const Plot& plot : plots) {
        for (const PlotSeries& series : plot.series) {
            for (const PlotPoint& point : series.points) {
                xEnd = std::isfinite(point.x) ? std::max(xEnd, point.x) : xEnd;
            }
        }
    }
    xEnd = xEnd > 0 ? 1.01 * xEnd : 1; // room for the last markers
    const double height = kPanelHeight * static_cast<double>(plots.size());
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + formatNumber(kPageWidth, 0)
        + "\" height=\"" + formatNumber(height, 0) + "\" viewBox=\"0 0 "
        + formatNumber(kPageWidth, 0) + " " + formatNumber(height, 0)
        + "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#333333\">\n"
          "<style>.title{font-size:15px;font-weight:bold}.frame{fill:none;stroke:#666666}"
          ".grid{stroke:#e4e4e4}</style>\n"
          "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
    for (std::size_t i = 0; i < plots.size(); ++i) {
        const double top = kPanelHeight * static_cast<double>(i) + kTitleHeight;
        svg += Panel(plots[i], top, xEnd, i).draw();
        svg += svgText({kLeft + kPlotWidth / 2, top + kPlotHeight + 36}, xTitle,
                       "text-anchor=\"middle\"");
    }
    return svg + "</svg>\n";
}

} // namespace halftone::report
