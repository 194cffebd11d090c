// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/line_plot.h"

#include "core/base/markup.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
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

// Okabe and Ito's palette, which holds for all common kinds of colour blindness, without its
// yellow, which is too pale on white.
constexpr std::array<const char*, 7> kColours{"#000000", "#0072b2", "#56b4e9", "#009e73",
                                              "#e69f00", "#d55e00", "#cc79a7"};

std::string pixel(double value)
{
    return formatNumber(value, 1);
}

// As short as a tick can be told: "0.82", "20", "1e-05".
std::string tickText(double value)
{
    return formatSignificant(value, 5);
}

std::string textAt(double x, double y, const std::string& text, const std::string& attributes)
{
    return "<text x=\"" + pixel(x) + "\" y=\"" + pixel(y) + "\" " + attributes + ">"
           + escapeMarkup(text) + "</text>\n";
}

std::string lineTo(double x1, double y1, double x2, double y2, const std::string& attributes)
{
    return "<line x1=\"" + pixel(x1) + "\" y1=\"" + pixel(y1) + "\" x2=\"" + pixel(x2) + "\" y2=\""
           + pixel(y2) + "\" " + attributes + "/>\n";
}

std::string polygon(double x, double y, const std::vector<PlotPoint>& corners)
{
    std::string points;
    for (const PlotPoint& corner : corners) {
        points += (points.empty() ? "" : " ") + pixel(x + corner.x) + "," + pixel(y + corner.y);
    }
    return "<polygon points=\"" + points + "\"/>";
}

std::string marker(std::size_t look, double x, double y)
{
    switch (look % kColours.size()) {
    case 0: return "<circle cx=\"" + pixel(x) + "\" cy=\"" + pixel(y) + "\" r=\"3.4\"/>";
    case 1: return polygon(x, y, {{-3, -3}, {3, -3}, {3, 3}, {-3, 3}});
    case 2: return polygon(x, y, {{0, -4}, {4, 3.2}, {-4, 3.2}});
    case 3: return polygon(x, y, {{0, -4.4}, {4.4, 0}, {0, 4.4}, {-4.4, 0}});
    case 4: return polygon(x, y, {{0, 4}, {4, -3.2}, {-4, -3.2}});
    case 5: return polygon(x, y, {{-4, -1.2}, {4, -1.2}, {4, 1.2}, {-4, 1.2}});
    default: return polygon(x, y, {{-1.2, -4}, {1.2, -4}, {1.2, 4}, {-1.2, 4}});
    }
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

// 1, 2 or 5 times a power of ten, so that about `count` steps fill the range.
double niceStep(double length, double count)
{
    const double raw = length / count;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= raw * 0.999) {
            return factor * power;
        }
    }
    return 10 * power;
}

std::vector<double> linearTicks(const Range& range, double count)
{
    const double step = niceStep(range.high - range.low, count);
    std::vector<double> ticks;
    for (double k = std::ceil(range.low / step - 1e-9); k * step <= range.high + 1e-9 * step; ++k) {
        ticks.push_back(k * step + 0.0); // never -0
    }
    return ticks;
}

std::vector<double> logarithmicTicks(const Range& range)
{
    const bool fine = range.high / range.low < 200; // else whole decades are enough
    std::vector<double> ticks;
    for (double power = std::pow(10.0, std::floor(std::log10(range.low))); power <= range.high;
         power *= 10) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = factor * power;
            if ((fine || factor == 1.0) && tick >= range.low * 0.999
                && tick <= range.high * 1.001) {
                ticks.push_back(tick);
            }
        }
    }
    return ticks;
}

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
        std::string svg = textAt(kLeft, m_top - 14, m_plot.title, "class=\"title\"");
        svg += "<clipPath id=\"" + m_clip + "\">" + frame("") + "</clipPath>\n";
        if (m_range.empty()) {
            svg += frame("class=\"frame\"") + "\n";
            return svg
                   + textAt(kLeft + kPlotWidth / 2, m_top + kPlotHeight / 2, "no values yet",
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
        return "<rect x=\"" + pixel(kLeft) + "\" y=\"" + pixel(m_top) + "\" width=\""
               + pixel(kPlotWidth) + "\" height=\"" + pixel(kPlotHeight) + "\" " + attributes
               + "/>";
    }

    [[nodiscard]] std::string drawAxes() const
    {
        std::string svg;
        const auto ticks = m_plot.logarithmic ? logarithmicTicks(m_range) : linearTicks(m_range, 5);
        for (const double tick : ticks) {
            svg += lineTo(kLeft, y(tick), kLeft + kPlotWidth, y(tick), "class=\"grid\"");
            svg += textAt(kLeft - 8, y(tick) + 4, tickText(tick), "text-anchor=\"end\"");
        }
        for (const double tick : linearTicks({0, m_xEnd}, 8)) {
            svg += lineTo(x(tick), m_top, x(tick), m_top + kPlotHeight, "class=\"grid\"");
            svg +=
                textAt(x(tick), m_top + kPlotHeight + 17, tickText(tick), "text-anchor=\"middle\"");
        }
        return svg;
    }

    [[nodiscard]] std::string drawSeries(const PlotSeries& series) const
    {
        const std::string colour = kColours[series.look % kColours.size()];
        std::string points;
        std::string markers;
        for (const PlotPoint& point : series.points) {
            if (!isShown(point)) {
                continue;
            }
            // Far below the frame is as good as anywhere below it.
            const double row = std::min(y(point.y), m_top + 20 * kPlotHeight);
            points += (points.empty() ? "" : " ") + pixel(x(point.x)) + "," + pixel(row);
            if (series.markers) {
                markers += marker(series.look, x(point.x), row);
            }
        }
        std::string svg =
            "<g clip-path=\"url(#" + m_clip + ")\" stroke=\"" + colour + "\" fill=\"" + colour
            + "\"><polyline fill=\"none\" points=\"" + points + "\" "
            + (series.faint ? "stroke-width=\"1\" stroke-opacity=\"0.25\"" : "stroke-width=\"1.8\"")
            + "/>" + "<g stroke=\"none\">" + markers + "</g></g>\n";
        return svg;
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
            const std::string colour = kColours[series.look % kColours.size()];
            svg += "<g stroke=\"" + colour + "\" fill=\"" + colour + "\">"
                   + lineTo(left, row, left + 26, row, "stroke-width=\"2\"");
            if (series.markers) {
                svg += "<g stroke=\"none\">" + marker(series.look, left + 13, row) + "</g>";
            }
            svg += "</g>\n" + textAt(left + 34, row + 4, series.name, "");
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

std::size_t plotLooks() noexcept
{
    return kColours.size();
}

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
        svg += textAt(kLeft + kPlotWidth / 2, top + kPlotHeight + 36, xTitle,
                      "text-anchor=\"middle\"");
    }
    return svg + "</svg>\n";
}

} // namespace halftone::report
