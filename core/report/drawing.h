// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/svg.h"

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

/// A figure as shapes, for white paper: one description that the page shows as SVG and the PDF
/// draws itself. Lengths are in pixels, y grows downwards, colours are "#rrggbb"; an empty colour
/// draws nothing.
namespace halftone::report {

struct DrawnPath {
    std::vector<SvgPoint> points;
    std::string stroke{};
    double width = 1;
    std::vector<double> dashes{}; ///< lengths on and off; empty: one line
    std::string fill{};
    bool closed = false;
    std::string tooltip{}; ///< on paper there is none
    bool faint = false;    ///< pale, as what matters less
};

struct DrawnCircle {
    SvgPoint centre;
    double radius = 1;
    std::string stroke{};
    std::string fill{};
    std::string tooltip{}; ///< on paper there is none
    bool faint = false;
};

enum class Anchor { Start, Middle, End };

struct DrawnText {
    SvgPoint at; ///< of the baseline
    std::string text;
    Anchor anchor = Anchor::Start;
    double size = 11;
    std::string colour = "#444444";
};

using Shape = std::variant<DrawnPath, DrawnCircle, DrawnText>;

struct Drawing {
    double width = 0;
    double height = 0;
    std::string title{};         ///< what it shows, for who cannot see it
    std::vector<Shape> shapes{}; ///< later ones cover earlier ones; empty: there is nothing to show
};

inline constexpr const char* kAxisColour = "#d0d0d0";

/// The mark of a look (core/report/svg.h) at a point; `hollow`: its outline.
[[nodiscard]] Shape markOf(std::size_t look, SvgPoint at, bool hollow, bool faint,
                           const std::string& tooltip = {});

/// A mix of a colour with white, for what is faint on paper.
[[nodiscard]] std::string paleColour(const std::string& colour);

/// An <svg> element without scripts; texts are escaped.
[[nodiscard]] std::string toSvg(const Drawing& drawing);

} // namespace halftone::report
