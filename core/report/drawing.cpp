// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/drawing.h"

#include "core/base/markup.h"
#include "core/base/text.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace halftone::report {
namespace {

std::string attribute(const char* name, const std::string& value)
{
    return std::string(" ") + name + "=\"" + value + "\"";
}

std::string paint(const std::string& stroke, const std::string& fill, bool faint)
{
    const auto orNone = [](const std::string& colour) { return colour.empty() ? "none" : colour; };
    return attribute("stroke", orNone(stroke)) + attribute("fill", orNone(fill))
           + (faint ? attribute("opacity", "0.4") : "");
}

std::string dashAttribute(const std::vector<double>& dashes)
{
    std::string list;
    for (const double dash : dashes) {
        list += (list.empty() ? "" : " ") + svgLength(dash);
    }
    return list.empty() ? list : attribute("stroke-dasharray", list);
}

std::string titleOf(const std::string& tooltip)
{
    return tooltip.empty() ? tooltip : "<title>" + escapeMarkup(tooltip) + "</title>";
}

std::string shapeToSvg(const DrawnPath& path)
{
    std::string points;
    for (const SvgPoint& point : path.points) {
        points += (points.empty() ? "" : " ") + svgLength(point.x) + "," + svgLength(point.y);
    }
    return std::string(path.closed ? "<polygon" : "<polyline") + attribute("points", points)
           + attribute("stroke-width", svgLength(path.width)) + dashAttribute(path.dashes)
           + paint(path.stroke, path.fill, path.faint) + ">" + titleOf(path.tooltip)
           + (path.closed ? "</polygon>\n" : "</polyline>\n");
}

std::string shapeToSvg(const DrawnCircle& circle)
{
    return "<circle" + attribute("cx", svgLength(circle.centre.x))
           + attribute("cy", svgLength(circle.centre.y)) + attribute("r", svgLength(circle.radius))
           + attribute("stroke-width", "2") + paint(circle.stroke, circle.fill, circle.faint) + ">"
           + titleOf(circle.tooltip) + "</circle>\n";
}

std::string shapeToSvg(const DrawnText& text)
{
    constexpr std::array<const char*, 3> kAnchors{"start", "middle", "end"};
    return svgText(text.at, text.text,
                   "font-size=\"" + svgLength(text.size) + "\" fill=\"" + text.colour
                       + "\" text-anchor=\"" + kAnchors[static_cast<std::size_t>(text.anchor)]
                       + "\"");
}

} // namespace

Shape markOf(std::size_t look, SvgPoint at, bool hollow, bool faint, const std::string& tooltip)
{
    const std::string colour = lookColour(look);
    const std::vector<SvgPoint> corners = lookCorners(look);
    if (corners.empty()) {
        return DrawnCircle{at,      4.2,  hollow ? colour : "", hollow ? "#ffffff" : colour,
                           tooltip, faint};
    }
    DrawnPath path;
    for (const SvgPoint& corner : corners) {
        path.points.push_back({at.x + 1.25 * corner.x, at.y + 1.25 * corner.y});
    }
    path.closed = true;
    path.width = 1.6;
    path.stroke = colour;
    path.fill = hollow ? "#ffffff" : colour;
    path.tooltip = tooltip;
    path.faint = faint;
    return path;
}

std::string paleColour(const std::string& colour)
{
    if (colour.size() != 7) {
        return colour;
    }
    std::array<char, 8> text{};
    const long value = std::strtol(colour.c_str() + 1, nullptr, 16);
    const auto pale = [&](int shift) {
        const long channel = value >> shift & 255;
        return static_cast<unsigned>(255 - (255 - channel) * 2 / 5);
    };
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", pale(16), pale(8), pale(0));
    return text.data();
}

std::string toSvg(const Drawing& drawing)
{
    if (drawing.shapes.empty()) {
        return {};
    }
    std::string svg = "<svg viewBox=\"0 0 " + formatNumber(drawing.width, 0) + " "
                      + formatNumber(drawing.height, 0) + "\" width=\""
                      + formatNumber(drawing.width, 0) + "\" role=\"img\" aria-label=\""
                      + escapeMarkup(drawing.title) + "\">\n";
    for (const Shape& shape : drawing.shapes) {
        svg += std::visit([](const auto& one) { return shapeToSvg(one); }, shape);
    }
    return svg + "</svg>\n";
}

} // namespace halftone::report
