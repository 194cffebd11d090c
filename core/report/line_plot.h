// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Line plots as SVG text, for the curves of a training run, in the reader's sans-serif.
namespace halftone::report {

struct PlotPoint {
    double x = 0;
    double y = 0;
};

/// One line. Its look tells it from others by colour, marker and dashes and, where `faint`,
/// lightness.
struct PlotSeries {
    std::string name;              ///< in the legend; empty: not listed
    std::vector<PlotPoint> points; ///< finite, by rising x
    std::size_t look = 0;          ///< of core/report/svg.h, repeated after lookCount()
    bool markers = false;          ///< a marker at every point
    bool faint = false;            ///< thin and pale: raw values behind a smoothed line
};

struct Plot {
    std::string title;
    std::vector<PlotSeries> series;
    bool logarithmic = false; ///< y axis; values <= 0 are left out
    /// Lowest value of the y axis; lines below it leave the frame. Empty: the lowest point.
    std::optional<double> lowest;
};

/// Plots one below the other over one x axis that begins at 0. A plot without points says so.
[[nodiscard]] std::string plotsToSvg(const std::vector<Plot>& plots, const std::string& xTitle);

} // namespace halftone::report
