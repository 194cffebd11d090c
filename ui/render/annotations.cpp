// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/annotations.h"

#include "core/base/text.h"

#include <cmath>
#include <cstddef>

namespace halftone::ui {

namespace {

/// Letter towards which `axis` of the grid grows (or, with `sign` -1, from which it comes), in the
/// LPS convention of Geometry.
std::string letterOf(const Geometry& geometry, std::size_t axis, double sign)
{
    std::size_t largest = 0;
    for (std::size_t row = 1; row < 3; ++row) {
        if (std::abs(geometry.direction[row * 3 + axis])
            > std::abs(geometry.direction[largest * 3 + axis])) {
            largest = row;
        }
    }
    constexpr const char* kTowards[3] = {"L", "P", "S"};
    constexpr const char* kAway[3] = {"R", "A", "I"};
    return geometry.direction[largest * 3 + axis] * sign > 0 ? kTowards[largest] : kAway[largest];
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

EdgeLetters edgeLetters(const Geometry& oriented)
{
    if (!oriented.orientationKnown) {
        return {"-X", "+X", "-Y", "+Y"};
    }
    return {letterOf(oriented, 0, -1), letterOf(oriented, 0, 1), letterOf(oriented, 1, -1),
            letterOf(oriented, 1, 1)};
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
