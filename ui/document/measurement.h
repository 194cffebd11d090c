// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/measure.h"

#include <QStringList>

#include <cstdint>
#include <vector>

/// What people measure on an image: plain values that lie in a document.
namespace halftone::ui {

enum class MeasurementKind : std::uint8_t { Ruler, Angle, Region };

/// Names a measurement for as long as its document lives; never used twice. 0: none.
using MeasurementId = int;

/// Lies in one plane of the base image, and is seen there alone.
struct Measurement {
    MeasurementId id = 0;
    MeasurementKind kind{};
    image::Plane plane{};
    /// LPS millimetres. A ruler: both ends. An angle: an end, the vertex, the other end. A region:
    /// two opposite corners of the box that its ellipse fills.
    std::vector<image::Point> points;
    /// What it says, by lines: "23.4 mm". Where the image does not tell its spacing, lengths are in
    /// pixels and angles are those of the pixels.
    QStringList words;
};

/// How many points a whole measurement has.
[[nodiscard]] std::size_t pointsOf(MeasurementKind kind) noexcept;

/// Measures the base image. Fewer points than a whole measurement has say nothing yet.
[[nodiscard]] Measurement measure(MeasurementKind kind, image::Plane plane,
                                  std::vector<image::Point> points, const Image& base);

/// True if the plane through `cursor` is the one that it lies in.
[[nodiscard]] bool isSeenAt(const Measurement& measurement, const Geometry& base,
                            const image::Point& cursor);

/// Its lines as a chain of points; a region's ellipse is closed.
[[nodiscard]] std::vector<image::Point> outlineOf(const Measurement& measurement,
                                                  const Geometry& base);
/// From a point of its plane to its lines, in millimetres.
[[nodiscard]] double distanceMm(const Measurement& measurement, const Geometry& base,
                                const image::Point& mm);

} // namespace halftone::ui
