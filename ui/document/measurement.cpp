// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/measurement.h"

#include "ui/document/format.h"
#include "ui/document/words.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kEllipseSides = 72;

image::Ellipse ellipseOf(const Measurement& region, const Geometry& base)
{
    return image::ellipseIn(image::planeGrid(base, region.plane, region.points.front()),
                            region.points[0], region.points[1]);
}

QStringList regionWords(const Measurement& region, const Image& base)
{
    const image::Ellipse ellipse = ellipseOf(region, base.geometry);
    const image::RegionStatistics found = image::regionStatistics(base, region.plane, ellipse);
    const QString area = tr("area %1").arg(formatArea(base.geometry, ellipse.areaMm2()));
    if (found.voxels == 0) {
        return {tr("no voxel inside"), area};
    }
    return {tr("mean %1  sd %2").arg(formatVoxel(base, found.mean), formatValue(found.sd, 4)),
            tr("%1 to %2  n %3")
                .arg(formatValue(found.lowest, 4), formatValue(found.highest, 4),
                     QString::number(found.voxels)),
            area};
}

QStringList wordsOf(const Measurement& measurement, const Image& base)
{
    const std::vector<image::Point>& points = measurement.points;
    if (points.size() < pointsOf(measurement.kind)) {
        return {};
    }
    switch (measurement.kind) {
    case MeasurementKind::Ruler:
        return {formatLength(base.geometry, image::distanceMm(points[0], points[1]))};
    case MeasurementKind::Angle: {
        const double degrees = image::angleDegrees(points[0], points[1], points[2]);
        return std::isnan(degrees) ? QStringList() : QStringList{formatDegrees(degrees)};
    }
    case MeasurementKind::Region: return regionWords(measurement, base);
    }
    return {};
}

double distanceToSegment(const image::Point& mm, const image::Point& a, const image::Point& b)
{
    double along = 0;
    double square = 0;
    for (std::size_t n = 0; n < 3; ++n) {
        along += (mm[n] - a[n]) * (b[n] - a[n]);
        square += (b[n] - a[n]) * (b[n] - a[n]);
    }
    const double share = square > 0 ? std::clamp(along / square, 0.0, 1.0) : 0;
    image::Point nearest{};
    for (std::size_t n = 0; n < 3; ++n) {
        nearest[n] = a[n] + share * (b[n] - a[n]);
    }
    return image::distanceMm(mm, nearest);
}

} // namespace

std::size_t pointsOf(MeasurementKind kind) noexcept
{
    return kind == MeasurementKind::Angle ? 3 : 2;
}

Measurement measure(MeasurementKind kind, image::Plane plane, std::vector<image::Point> points,
                    const Image& base)
{
    Measurement measurement{0, kind, plane, std::move(points), {}};
    measurement.words = wordsOf(measurement, base);
    return measurement;
}

bool isSeenAt(const Measurement& measurement, const Geometry& base, const image::Point& cursor)
{
    return image::planeNumber(base, measurement.plane, cursor)
           == image::planeNumber(base, measurement.plane, measurement.points.front());
}

std::vector<image::Point> outlineOf(const Measurement& measurement, const Geometry& base)
{
    if (measurement.kind != MeasurementKind::Region || measurement.points.size() < 2) {
        return measurement.points;
    }
    const image::Ellipse ellipse = ellipseOf(measurement, base);
    std::vector<image::Point> outline;
    for (int side = 0; side <= kEllipseSides; ++side) {
        const double turn = 2 * std::numbers::pi * side / kEllipseSides;
        image::Point& point = outline.emplace_back(ellipse.centreMm);
        for (std::size_t n = 0; n < 3; ++n) {
            point[n] += std::cos(turn) * ellipse.columnRadiusMm[n]
                        + std::sin(turn) * ellipse.rowRadiusMm[n];
        }
    }
    return outline;
}

double distanceMm(const Measurement& measurement, const Geometry& base, const image::Point& mm)
{
    const std::vector<image::Point> outline = outlineOf(measurement, base);
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < outline.size(); ++i) {
        nearest = std::min(nearest, distanceToSegment(mm, outline[i - 1], outline[i]));
    }
    return nearest;
}

} // namespace halftone::ui
