// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/annotations.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace halftone::ui {

namespace {

/// What lies where `step` comes from, and what lies where it leads.
std::array<std::string, 2> endsOf(const image::Point& step, bool orientationKnown)
{
    constexpr std::array<const char*, 3> kTowards[2] = {{"+X", "+Y", "+Z"}, {"L", "P", "S"}};
    constexpr std::array<const char*, 3> kAway[2] = {{"-X", "-Y", "-Z"}, {"R", "A", "I"}};
    const auto largest = static_cast<std::size_t>(
        std::max_element(step.begin(), step.end(),
                         [](double a, double b) { return std::abs(a) < std::abs(b); })
        - step.begin());
    const std::size_t names = orientationKnown ? 1 : 0;
    const std::string towards = kTowards[names][largest];
    const std::string away = kAway[names][largest];
    return step[largest] > 0 ? std::array{away, towards} : std::array{towards, away};
}

std::string lengthText(double length, bool isMillimetres)
{
    const char* unit = "px";
    if (isMillimetres) {
        unit = "mm";
        // Half a unit of tolerance, because 1e-3 computed as a power may lie just below it.
        if (length < 0.9995e-3) {
            length *= 1e6;
            unit = "nm";
        } else if (length < 0.9995) {
            length *= 1e3;
            unit = "\xc2\xb5m"; // micro sign, UTF-8
        } else if (length > 9.995) {
            length /= 10;
            unit = "cm";
        }
    }
    return formatSignificant(length, 6) + " " + unit;
}

} // namespace

EdgeLetters edgeLetters(const image::PlaneGrid& plane)
{
    const auto columns = endsOf(plane.columnMm, plane.orientationKnown);
    const auto rows = endsOf(plane.rowMm, plane.orientationKnown);
    return {columns[0], columns[1], rows[0], rows[1]};
}

ScaleBar scaleBar(double mmPerPixel, double maxPixels, bool spacingKnown)
{
    const double longest = mmPerPixel * maxPixels;
    if (!(longest > 0) || !std::isfinite(longest)) {
        return {};
    }
    const double decade = std::pow(10.0, std::floor(std::log10(longest)));
    double length = decade;
    for (const double factor : {2.0, 5.0}) {
        if (factor * decade <= longest) {
            length = factor * decade;
        }
    }
    return {length / mmPerPixel, lengthText(length, spacingKnown)};
}

} // namespace halftone::ui
