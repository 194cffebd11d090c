// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/curves.h"

#include "core/base/atomic_file.h"
#include "core/base/input_file.h"
#include "core/base/parse_number.h"
#include "core/base/text.h"
#include "core/report/csv.h"
#include "core/report/line_plot.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>

namespace halftone::train {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kMinutesShown = 180; // longer runs are told in hours

// A table of a run. Rows of another length than the header (the one
// being written) are left out, and rows that a resumed run repeats.
class Table {
public:
    explicit Table(const std::string& text)
    {
        report::CsvReader reader(text);
        while (std::optional<report::CsvRecord> record = reader.next()) {
            if (m_header.empty()) {
                m_header = std::move(record->cells);
            } else if (record->cells.size() == m_header.size()) {
                m_rows.push_back(std::move(record->cells));
            }
        }
        dropRepeated();
    }

    [[nodiscard]] const std::vector<std::string>& header() const { return m_header; }
    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }

    [[nodiscard]] std::string text(std::size_t row, const std::string& column) const
    {
        const auto found = std::find(m_header.begin(), m_header.end(), column);
        return found == m_header.end()
                   ? std::string{}
                   : m_rows[row][static_cast<std::size_t>(found - m_header.begin())];
    }
    [[nodiscard]] double number(std::size_t row, const std::string& column) const
    {
        return parseNumber(text(row, column)).value_or(kNone);
    }

private:
    // A step below the one before it: the run went on from an earlier checkpoint.
    void dropRepeated()
    {
        std::vector<std::vector<std::string>> rows = std::move(m_rows);
        std::vector<double> steps;
        m_rows.clear();
        for (std::vector<std::string>& row : rows) {
            m_rows.push_back(std::move(row));
            const double step = number(m_rows.size() - 1, "step");
            if (!steps.empty() && step < steps.back()) {
                const auto first = std::lower_bound(steps.begin(), steps.end(), step);
                m_rows.erase(m_rows.begin() + (first - steps.begin()), m_rows.end() - 1);
                steps.erase(first, steps.end());
            }
            steps.push_back(std::isfinite(step) || steps.empty() ? step : steps.back());
        }
    }

    std::vector<std::string> m_header;
    std::vector<std::vector<std::string>> m_rows;
};

// Means over a moving window of a twentieth of the run, of logarithms: what a logarithmic axis
// shows as the middle.
std::vector<report::PlotPoint> smoothed(const std::vector<report::PlotPoint>& points)
{
    const std::size_t reach = points.size() / 40;
    std::vector<double> sums{0}; // of the logarithms before each point
    for (const report::PlotPoint& point : points) {
        sums.push_back(sums.back() + std::log(point.y));
    }
    std::vector<report::PlotPoint> result;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::size_t first = i < reach ? 0 : i - reach;
        const std::size_t last = std::min(points.size(), i + reach + 1);
        const double mean = (sums[last] - sums[first]) / static_cast<double>(last - first);
        result.push_back({points[i].x, std::exp(mean)});
    }
    return result;
}

// No more points than a page can show.
std::vector<report::PlotPoint> thinned(const std::vector<report::PlotPoint>& points)
{
    constexpr std::size_t kMost = 1500;
    const std::size_t step = points.size() / kMost + 1;
    std::vector<report::PlotPoint> result;
    for (std::size_t i = 0; i < points.size(); i += step) {
        result.push_back(points[i]);
    }
    return result;
}

// "loss" is the float pass, "pair_loss" the mean of the integer precisions.
std::string lossName(const std::string& column)
{
    if (column == "loss") {
        return "float";
    }
    if (column == "pair_loss") {
        return "integer precisions";
    }
    return column.substr(0, column.size() - std::string("_loss").size());
}

report::Plot lossPlot(const Table& log, double perMinute)
{
    report::Plot plot;
    plot.title = "Training loss";
    plot.logarithmic = true;
    std::size_t look = 0;
    std::vector<report::PlotSeries> lines;
    for (const std::string& column : log.header()) {
        if (column != "loss" && !column.ends_with("_loss")) {
            continue;
        }
        std::vector<report::PlotPoint> points;
        for (std::size_t row = 0; row < log.rows(); ++row) {
            const report::PlotPoint point{log.number(row, "minutes") * perMinute,
                                          log.number(row, column)};
            if (std::isfinite(point.x) && std::isfinite(point.y) && point.y > 0) {
                points.push_back(point); // 0: this loss was not there yet
            }
        }
        if (!points.empty()) {
            lines.push_back({lossName(column), thinned(smoothed(points)), look, false, false});
            plot.series.push_back({"", thinned(points), look, false, true});
        }
        look += look == 0 ? 5 : 1; // black against vermillion
    }
    plot.series.insert(plot.series.end(), lines.begin(), lines.end()); // over all raw values
    return plot;
}

// The axis shows all of the second half of the run, where precisions are compared; what began far
// below runs in from under the frame.
double lowestOfSecondHalf(const std::vector<report::PlotSeries>& series)
{
    double end = 0;
    for (const report::PlotSeries& line : series) {
        end = std::max(end, line.points.back().x);
    }
    double lowest = std::numeric_limits<double>::infinity();
    for (const report::PlotSeries& line : series) {
        for (const report::PlotPoint& point : line.points) {
            lowest = point.x >= end / 2 ? std::min(lowest, point.y) : lowest;
        }
    }
    return lowest;
}

std::vector<report::Plot> dicePlots(const Table& evaluation, double perMinute)
{
    std::vector<std::string> precisions; // in the order they occur, which gives them their looks
    std::vector<std::string> labels;
    std::vector<report::Plot> plots;
    for (std::size_t row = 0; row < evaluation.rows(); ++row) {
        const std::string precision = evaluation.text(row, "precision");
        const std::string label = evaluation.text(row, "label");
        const report::PlotPoint point{evaluation.number(row, "minutes") * perMinute,
                                      evaluation.number(row, "dice")};
        if (precision.empty() || !std::isfinite(point.x) || !std::isfinite(point.y)) {
            continue;
        }
        auto known = std::find(precisions.begin(), precisions.end(), precision);
        const auto look = static_cast<std::size_t>(known - precisions.begin());
        if (known == precisions.end()) {
            precisions.push_back(precision);
        }
        const auto where = std::find(labels.begin(), labels.end(), label);
        const auto index = static_cast<std::size_t>(where - labels.begin());
        if (where == labels.end()) {
            labels.push_back(label);
            plots.push_back({"Validation Dice: " + label, {}, false, {}});
        }
        std::vector<report::PlotSeries>& series = plots[index].series;
        auto line = std::find_if(series.begin(), series.end(),
                                 [&](const report::PlotSeries& s) { return s.name == precision; });
        if (line == series.end()) {
            line = series.insert(series.end(), {precision, {}, look, true, false});
        }
        line->points.push_back(point);
    }
    for (report::Plot& plot : plots) {
        plot.lowest = lowestOfSecondHalf(plot.series);
        for (report::PlotSeries& line : plot.series) {
            line.name += " " + formatNumber(line.points.back().y, 4); // the latest value, readable
        }
    }
    return plots;
}

constexpr std::size_t kMostTableBytes = std::size_t{256} << 20; // days of steps

double lastMinute(const Table& table)
{
    double last = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double minutes = table.number(row, "minutes");
        last = std::isfinite(minutes) ? std::max(last, minutes) : last;
    }
    return last;
}

} // namespace

std::string curvesSvg(const std::string& log, const std::string& evaluation)
{
    const Table steps(log);
    const Table scores(evaluation);
    const bool hours = std::max(lastMinute(steps), lastMinute(scores)) > kMinutesShown;
    const double perMinute = hours ? 1.0 / 60 : 1.0;
    std::vector<report::Plot> plots = dicePlots(scores, perMinute);
    plots.insert(plots.begin(), lossPlot(steps, perMinute));
    return report::plotsToSvg(plots, hours ? "hours of training" : "minutes of training");
}

void writeCurves(const std::filesystem::path& runFolder)
{
    const std::string svg =
        curvesSvg(readBytesIfAny(runFolder / "log.csv", kMostTableBytes),
                  readBytesIfAny(runFolder / "evaluation.csv", kMostTableBytes));
    writeAtomically(runFolder / "curves.svg", std::as_bytes(std::span(svg)));
}

} // namespace halftone::train
