// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/phantom/detail/noise.h"
#include "core/phantom/detail/plane.h"

#include <algorithm>
#include <cmath>
#include <vector>

/// Signed distances (mm, negative inside) of the few shapes that anatomy is built of here.
namespace halftone::phantom::detail {

struct Point {
    double x = 0;
    double y = 0;
    double z = 0;
};

/// Near enough to the true distance close to the surface of an ellipse or ellipsoid: the level of
/// the implicit form divided by its gradient.
[[nodiscard]] inline double ellipsoid(const Point& p, const Point& centre,
                                      const Point& half) noexcept
{
    const double x = (p.x - centre.x) / half.x;
    const double y = (p.y - centre.y) / half.y;
    const double z = (p.z - centre.z) / half.z;
    const double level = std::sqrt(x * x + y * y + z * z);
    const double gx = x / half.x;
    const double gy = y / half.y;
    const double gz = z / half.z;
    const double gradient = std::sqrt(gx * gx + gy * gy + gz * gz);
    if (gradient < 1e-9) {
        return -std::min({half.x, half.y, half.z});
    }
    return level * (level - 1) / gradient;
}

/// The same in the plane.
[[nodiscard]] inline double ellipse(double x, double y, double halfX, double halfY) noexcept
{
    return ellipsoid({x, y, 0}, {}, {halfX, halfY, 1});
}

/// One joint of a tube.
struct Joint {
    Point at;
    double radius = 1;
};

/// A rod between two joints whose radius changes evenly.
[[nodiscard]] inline double rod(const Point& p, const Joint& a, const Joint& b) noexcept
{
    const double dx = b.at.x - a.at.x;
    const double dy = b.at.y - a.at.y;
    const double dz = b.at.z - a.at.z;
    const double px = p.x - a.at.x;
    const double py = p.y - a.at.y;
    const double pz = p.z - a.at.z;
    const double length = dx * dx + dy * dy + dz * dz;
    const double t =
        length > 0 ? std::clamp((px * dx + py * dy + pz * dz) / length, 0.0, 1.0) : 0.0;
    const double ex = px - t * dx;
    const double ey = py - t * dy;
    const double ez = pz - t * dz;
    return std::sqrt(ex * ex + ey * ey + ez * ez) - (a.radius + t * (b.radius - a.radius));
}

/// A bent tube through its joints.
[[nodiscard]] inline double tube(const Point& p, const std::vector<Joint>& joints) noexcept
{
    double nearest = 1e9;
    for (std::size_t i = 1; i < joints.size(); ++i) {
        nearest = std::min(nearest, rod(p, joints[i - 1], joints[i]));
    }
    return nearest;
}

/// Share of a pixel of width `pixelMm` that lies inside, for a signed distance at its centre.
[[nodiscard]] inline double coverage(double distance, double pixelMm) noexcept
{
    return std::clamp(0.5 - distance / pixelMm, 0.0, 1.0);
}

inline void blend(float& value, double target, double share) noexcept
{
    value += static_cast<float>(share * (target - static_cast<double>(value)));
}

} // namespace halftone::phantom::detail
