// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/surface_distance.h"

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/base/statistics.h"
#include "core/eval/distance_transform.h"
#include "core/eval/nearest_point.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace halftone::eval {
namespace {

// A box of voxels [low, high) along x, y, z.
struct Box {
    std::array<int, 3> low{0, 0, 0};
    std::array<int, 3> high{0, 0, 0};

    [[nodiscard]] std::array<int, 3> size() const
    {
        return {high[0] - low[0], high[1] - low[1], high[2] - low[2]};
    }
};

// The smallest box around all voxels of both masks: what lies outside cannot matter, and organs
// are small in a CT.
Box boundingBox(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b,
                const std::array<int, 3>& size, const StopToken& stop)
{
    Box box{size, {0, 0, 0}};
    std::size_t i = 0;
    for (int z = 0; z < size[2]; ++z) {
        throwIfStopped(stop);
        for (int y = 0; y < size[1]; ++y) {
            for (int x = 0; x < size[0]; ++x, ++i) {
                if (a[i] == 0 && b[i] == 0) {
                    continue;
                }
                const std::array<int, 3> at{x, y, z};
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    box.low[axis] = std::min(box.low[axis], at[axis]);
                    box.high[axis] = std::max(box.high[axis], at[axis] + 1);
                }
            }
        }
    }
    return box;
}

// 1 on the surface voxels of a mask, cropped to the box.
std::vector<std::uint8_t> surfaceOf(std::span<const std::uint8_t> mask,
                                    const std::array<int, 3>& size, const Box& box,
                                    const StopToken& stop)
{
    const std::array<std::ptrdiff_t, 3> strides{1, size[0],
                                                static_cast<std::ptrdiff_t>(size[0]) * size[1]};
    const std::uint8_t* voxels = mask.data();
    std::vector<std::uint8_t> surface;
    const std::array<int, 3> extent = box.size();
    surface.reserve(static_cast<std::size_t>(extent[0]) * static_cast<std::size_t>(extent[1])
                    * static_cast<std::size_t>(extent[2]));
    for (int z = box.low[2]; z < box.high[2]; ++z) {
        throwIfStopped(stop);
        for (int y = box.low[1]; y < box.high[1]; ++y) {
            for (int x = box.low[0]; x < box.high[0]; ++x) {
                const std::array<int, 3> at{x, y, z};
                const std::uint8_t* voxel = voxels + x + y * strides[1] + z * strides[2];
                bool onSurface = false;
                for (std::size_t axis = 0; axis < 3 && *voxel != 0; ++axis) {
                    if (size[axis] == 1) {
                        continue;
                    }
                    onSurface = onSurface || at[axis] == 0 || at[axis] + 1 == size[axis]
                                || voxel[-strides[axis]] == 0 || voxel[strides[axis]] == 0;
                }
                surface.push_back(onSurface ? 1 : 0);
            }
        }
    }
    return surface;
}

// A mask of one voxel on a grid of one voxel has no neighbours at all: it is its own surface.
void ensureSurface(std::vector<std::uint8_t>& surface)
{
    if (surface.size() == 1) {
        surface.front() = 1;
    }
}

void appendDistances(const std::vector<std::uint8_t>& from, const std::vector<float>& squaredTo,
                     std::vector<double>& distances)
{
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (from[i] != 0) {
            distances.push_back(std::sqrt(static_cast<double>(squaredTo[i])));
        }
    }
}

// Where the voxels of a surface lie, from the corner of the box.
std::vector<NearestPoint::Point> pointsOf(const std::vector<std::uint8_t>& surface,
                                          const std::array<int, 3>& size, const Geometry& grid)
{
    std::vector<NearestPoint::Point> points;
    std::size_t at = 0;
    for (int z = 0; z < size[2]; ++z) {
        for (int y = 0; y < size[1]; ++y) {
            for (int x = 0; x < size[0]; ++x, ++at) {
                if (surface[at] == 0) {
                    continue;
                }
                NearestPoint::Point mm{};
                for (std::size_t row = 0; row < 3; ++row) {
                    const double* axes = grid.direction.data() + row * 3;
                    mm[row] = axes[0] * grid.spacingMm[0] * x + axes[1] * grid.spacingMm[1] * y
                              + axes[2] * grid.spacingMm[2] * z;
                }
                points.push_back(mm);
            }
        }
    }
    return points;
}

// Both directions one after the other, where axes are not at right angles.
std::vector<double> shearedDistances(const std::vector<std::uint8_t>& a,
                                     const std::vector<std::uint8_t>& b,
                                     const std::array<int, 3>& size, const Geometry& grid,
                                     const StopToken& stop)
{
    const auto pointsA = pointsOf(a, size, grid);
    const auto pointsB = pointsOf(b, size, grid);
    std::vector<double> distances;
    const auto append = [&](const auto& from, const NearestPoint& to) {
        for (const auto& point : from) {
            if (distances.size() % 4096 == 0) {
                throwIfStopped(stop);
            }
            distances.push_back(to.distance(point));
        }
    };
    append(pointsA, NearestPoint(pointsB));
    append(pointsB, NearestPoint(pointsA));
    return distances;
}

bool isEmpty(std::span<const std::uint8_t> mask)
{
    return std::all_of(mask.begin(), mask.end(), [](std::uint8_t v) { return v == 0; });
}

} // namespace

SurfaceDistances surfaceDistances(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b,
                                  const Geometry& grid, const StopToken& stop)
{
    if (a.size() != grid.voxels() || b.size() != grid.voxels()) {
        throw Error(ErrorCode::ShapeMismatch,
                    "Two masks of " + std::to_string(a.size()) + " and " + std::to_string(b.size())
                        + " voxels do not fill a grid of " + std::to_string(grid.voxels()) + ".");
    }
    if (isEmpty(a) || isEmpty(b)) {
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        return {kNone, kNone, kNone};
    }
    const Box box = boundingBox(a, b, grid.size, stop);
    std::vector<std::uint8_t> surfaceA = surfaceOf(a, grid.size, box, stop);
    std::vector<std::uint8_t> surfaceB = surfaceOf(b, grid.size, box, stop);
    if (grid.voxels() == 1) {
        ensureSurface(surfaceA);
        ensureSurface(surfaceB);
    }
    std::vector<double> distances; // from a, then from b
    if (grid.shearDegrees() > 0) {
        distances = shearedDistances(surfaceA, surfaceB, box.size(), grid, stop);
    } else {
        appendDistances(surfaceA, squaredDistances(surfaceB, box.size(), grid.spacingMm, stop),
                        distances);
        appendDistances(surfaceB, squaredDistances(surfaceA, box.size(), grid.spacingMm, stop),
                        distances);
    }
    const auto fromB = distances.begin() + std::count(surfaceA.begin(), surfaceA.end(), 1);
    const double larger = std::max(interpolatedPercentile({distances.begin(), fromB}, 0.95),
                                   interpolatedPercentile({fromB, distances.end()}, 0.95));
    const double mean = std::accumulate(distances.begin(), distances.end(), 0.0)
                        / static_cast<double>(distances.size());
    return {interpolatedPercentile(std::move(distances), 0.95), larger, mean};
}

} // namespace halftone::eval
