// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Line plots as SVG text, for the curves of a training run. No library, no font but the reader's
/// sans-serif; numbers do not depend on the locale.
namespace halftone::report {

struct PlotPoint {
    double x = 0;
    double y = 0;
};

/// One line. Its look tells it from others by colour, marker and, where `faint`, lightness.
struct PlotSeries {
    std::string name;              ///< in the legend; empty: not listed
    std::vector<PlotPoint> points; ///< finite, by rising x
    std::size_t look = 0;          ///< colour and marker, repeated after plotLooks()
    bool markers = false;          ///< a marker at every point
    bool faint = false;            ///< thin and pale: raw values behind a smoothed line
};

/// How many series can be told apart, also by people who do not see red and green.
[[nodiscard]] std::size_t plotLooks() noexcept;

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
