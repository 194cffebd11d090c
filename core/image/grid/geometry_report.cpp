// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/geometry_report.h"

#include "core/base/text.h"
#include "core/image/grid/preprocess.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace halftone::image {
namespace {

struct Unit {
    const char* name;
    double perMm;
};

Unit unitFor(double mm)
{
    // The margin keeps a length that rounding left a hair under a unit in that unit.
    if (mm < 0.9999e-3) {
        return {"nm", 1e6};
    }
    if (mm < 0.0999) {
        return {"um", 1e3};
    }
    return {"mm", 1};
}

std::string number(double value)
{
    return formatSignificant(value, 3);
}

} // namespace

std::string formatLength(double mm)
{
    const Unit unit = unitFor(mm);
    return number(mm * unit.perMm) + " " + unit.name;
}

std::string formatVolume(double millilitres)
{
    constexpr double kCubicMicrometres = 1e12; // in one millilitre
    if (millilitres > 0 && millilitres < 1e-4) {
        return formatSignificant(millilitres * kCubicMicrometres, 3) + " um^3";
    }
    return formatNumber(millilitres, 3) + " ml";
}

std::string formatSize(const std::array<int, 3>& size)
{
    return std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x "
           + std::to_string(size[2]);
}

std::string formatSpacing(const Geometry& geometry)
{
    if (!geometry.spacingKnown) {
        return "unknown spacing";
    }
    const auto& s = geometry.spacingMm;
    const Unit unit = unitFor(std::min({s[0], s[1], s[2]}));
    return number(s[0] * unit.perMm) + " x " + number(s[1] * unit.perMm) + " x "
           + number(s[2] * unit.perMm) + " " + unit.name;
}

std::string formatOrientation(const Geometry& geometry)
{
    if (!geometry.orientationKnown) {
        return "no orientation";
    }
    // The largest angle between a voxel axis and the patient axis it follows.
    double smallestCosine = 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        double cosine = 0;
        for (std::size_t row = 0; row < 3; ++row) {
            cosine = std::max(cosine, std::abs(geometry.direction[row * 3 + axis]));
        }
        smallestCosine = std::min(smallestCosine, cosine);
    }
    const double degrees = std::acos(std::min(1.0, smallestCosine)) * 180 / std::numbers::pi;
    std::string text = orientationCode(geometry);
    if (degrees >= 0.5) {
        text += " (oblique by " + std::to_string(std::lround(degrees)) + " degrees)";
    }
    return text;
}

std::vector<std::string> geometryReport(const ImageInfo& info)
{
    return {formatSize(info.geometry.size) + " voxels, " + info.voxelType,
            formatOrientation(info.geometry) + ", " + formatSpacing(info.geometry)};
}

} // namespace halftone::image
