// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/svg.h"

#include "core/base/markup.h"
#include "core/base/text.h"

#include <array>

namespace halftone::report {
namespace {

// Okabe and Ito's palette, which holds for all common kinds of colour blindness, without its
// yellow, which is too pale on white.
constexpr std::array<const char*, 7> kColours{"#000000", "#0072b2", "#56b4e9", "#009e73",
                                              "#e69f00", "#d55e00", "#cc79a7"};
constexpr std::size_t kMarkers = 7;
std::string pairsOf(std::span<const SvgPoint> points, SvgPoint origin = {})
{
    std::string text;
    for (const SvgPoint& point : points) {
        text += (text.empty() ? "" : " ") + svgLength(origin.x + point.x) + ","
                + svgLength(origin.y + point.y);
    }
    return text;
}

} // namespace

std::string svgLength(double pixels)
{
    return formatNumber(pixels, 1);
}

std::string svgText(SvgPoint at, const std::string& text, const std::string& attributes)
{
    return "<text x=\"" + svgLength(at.x) + "\" y=\"" + svgLength(at.y) + "\" " + attributes + ">"
           + escapeMarkup(text) + "</text>\n";
}

std::string svgLine(SvgPoint from, SvgPoint to, const std::string& attributes)
{
    return "<line x1=\"" + svgLength(from.x) + "\" y1=\"" + svgLength(from.y) + "\" x2=\""
           + svgLength(to.x) + "\" y2=\"" + svgLength(to.y) + "\" " + attributes + "/>\n";
}

std::string svgPolyline(std::span<const SvgPoint> points, const std::string& attributes)
{
    return "<polyline fill=\"none\" points=\"" + pairsOf(points) + "\" " + attributes + "/>\n";
}

std::size_t lookCount() noexcept
{
    return kColours.size() * kMarkers;
}

std::string lookColour(std::size_t look)
{
    return kColours[look % kColours.size()];
}

// The markers shift against the colours from round to round, so that no pair comes twice.
std::vector<SvgPoint> lookCorners(std::size_t look)
{
    switch ((look + look / kColours.size()) % kMarkers) {
    case 0: return {};
    case 1: return {{-3, -3}, {3, -3}, {3, 3}, {-3, 3}};
    case 2: return {{0, -4}, {4, 3.2}, {-4, 3.2}};
    case 3: return {{0, -4.4}, {4.4, 0}, {0, 4.4}, {-4.4, 0}};
    case 4: return {{0, 4}, {4, -3.2}, {-4, -3.2}};
    case 5: return {{-4, -1.2}, {4, -1.2}, {4, 1.2}, {-4, 1.2}};
    default: return {{-1.2, -4}, {1.2, -4}, {1.2, 4}, {-1.2, 4}};
    }
}

std::string lookMarker(std::size_t look, SvgPoint at)
{
    const std::vector<SvgPoint> corners = lookCorners(look);
    if (corners.empty()) {
        return "<circle cx=\"" + svgLength(at.x) + "\" cy=\"" + svgLength(at.y) + "\" r=\"3.4\"/>";
    }
    return "<polygon points=\"" + pairsOf(corners, at) + "\"/>";
}

std::vector<double> lookDashLengths(std::size_t look)
{
    const std::size_t round = look / kColours.size() % kMarkers;
    if (round == 0) {
        return {};
    }
    return round % 2 == 1 ? std::vector<double>{6, 3} : std::vector<double>{2, 3};
}

std::string lookDashes(std::size_t look)
{
    std::string lengths;
    for (const double length : lookDashLengths(look)) {
        lengths += (lengths.empty() ? "" : " ") + formatNumber(length, 0);
    }
    return lengths.empty() ? lengths : " stroke-dasharray=\"" + lengths + "\"";
}

} // namespace halftone::report
