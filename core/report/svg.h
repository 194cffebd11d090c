// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// Elements of SVG as text: what all charts are drawn with. No library; numbers do not depend on
/// the locale, texts are escaped. Lengths are in pixels, y grows downwards. `attributes` go into
/// the tag as they are: class="grid".
namespace halftone::report {

struct SvgPoint {
    double x = 0;
    double y = 0;
};

/// A length with one decimal.
[[nodiscard]] std::string svgLength(double pixels);
[[nodiscard]] std::string svgText(SvgPoint at, const std::string& text,
                                  const std::string& attributes);
[[nodiscard]] std::string svgLine(SvgPoint from, SvgPoint to, const std::string& attributes);
[[nodiscard]] std::string svgPolyline(std::span<const SvgPoint> points,
                                      const std::string& attributes);

/// How many looks there are: number 0 to this - 1 all differ in colour or marker, and in dashes
/// from the eighth on. Larger numbers repeat them.
[[nodiscard]] std::size_t lookCount() noexcept;
/// "#rrggbb" of a look. Seven colours that hold for all common kinds of colour blindness.
[[nodiscard]] std::string lookColour(std::size_t look);
/// Corners of a look's marker around its place; none: it is a circle.
[[nodiscard]] std::vector<SvgPoint> lookCorners(std::size_t look);
/// The marker of a look, filled and without a stroke of its own.
[[nodiscard]] std::string lookMarker(std::size_t look, SvgPoint at);
/// How the lines of a look are dashed, lengths on and off; empty for the first seven.
[[nodiscard]] std::vector<double> lookDashLengths(std::size_t look);
/// The same as an attribute.
[[nodiscard]] std::string lookDashes(std::size_t look);

} // namespace halftone::report
