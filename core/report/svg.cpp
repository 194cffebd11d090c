// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/svg.h"

#include "core/base/markup.h"
#include "core/base/text.h"

#include <array>
#include <initializer_list>

namespace halftone::report {
namespace {

// Okabe and Ito's palette, which holds for all common kinds of colour blindness, without its
// yellow, which is too pale on white.
constexpr std::array<const char*, 7> kColours{"#000000", "#0072b2", "#56b4e9", "#009e73",
                                              "#e69f00", "#d55e00", "#cc79a7"};
constexpr std::size_t kMarkers = 7;
constexpr std::array<const char*, 3> kDashes{"", " stroke-dasharray=\"6 3\"",
                                             " stroke-dasharray=\"2 3\""};

std::string pairsOf(std::span<const SvgPoint> points, SvgPoint origin = {})
{
    std::string text;
    for (const SvgPoint& point : points) {
        text += (text.empty() ? "" : " ") + svgLength(origin.x + point.x) + ","
                + svgLength(origin.y + point.y);
    }
    return text;
}

std::string polygon(SvgPoint at, std::initializer_list<SvgPoint> corners)
{
    return "<polygon points=\"" + pairsOf(std::span(corners.begin(), corners.size()), at) + "\"/>";
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
std::string lookMarker(std::size_t look, SvgPoint at)
{
    switch ((look + look / kColours.size()) % kMarkers) {
    case 0:
        return "<circle cx=\"" + svgLength(at.x) + "\" cy=\"" + svgLength(at.y) + "\" r=\"3.4\"/>";
    case 1: return polygon(at, {{-3, -3}, {3, -3}, {3, 3}, {-3, 3}});
    case 2: return polygon(at, {{0, -4}, {4, 3.2}, {-4, 3.2}});
    case 3: return polygon(at, {{0, -4.4}, {4.4, 0}, {0, 4.4}, {-4.4, 0}});
    case 4: return polygon(at, {{0, 4}, {4, -3.2}, {-4, -3.2}});
    case 5: return polygon(at, {{-4, -1.2}, {4, -1.2}, {4, 1.2}, {-4, 1.2}});
    default: return polygon(at, {{-1.2, -4}, {1.2, -4}, {1.2, 4}, {-1.2, 4}});
    }
}

std::string lookDashes(std::size_t look)
{
    const std::size_t round = look / kColours.size() % kMarkers;
    return round == 0 ? kDashes[0] : kDashes[1 + (round - 1) % 2];
}

} // namespace halftone::report
