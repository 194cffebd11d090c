// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/image/grid/detail/orientation.h"
#include "core/image/grid/plane.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>

namespace halftone::image {
namespace {

/// A volume in memory: `slices[k]` are [size[1], size[0]] or null where there are none yet.
template <typename T>
struct Slices {
    std::array<int, 3> size{};
    std::vector<const T*> at;
};

/// Pixels of a plane along one of its axes.
struct Walk {
    int count = 0;
    Point step{};            ///< voxel indices from one pixel to the next
    std::size_t outStep = 0; ///< pixels from one to the next in the result
};

/// Pixels of a plane in voxel indices: pixel (o, i) lies at start + o * outer.step + i *
/// inner.step. `inner` is the axis with the shorter way in memory, as a walk along slices or rows
/// would miss the caches at every step.
struct Walks {
    Point start{};
    Walk outer;
    Walk inner;
};

Walks walksOf(const Geometry& geometry, const PlaneGrid& grid)
{
    const std::array<double, 9> inverse = detail::indexFromMm(geometry);
    const auto turned = [&](const Point& mm) {
        Point index{};
        for (std::size_t a = 0; a < 3; ++a) {
            index[a] =
                inverse[a * 3] * mm[0] + inverse[a * 3 + 1] * mm[1] + inverse[a * 3 + 2] * mm[2];
        }
        return index;
    };
    // One more than the true lengths, so that i comes before j before k also in sizes of 1.
    const double rowLength = geometry.size[0] + 1.0;
    const double sliceLength = rowLength * (geometry.size[1] + 1.0);
    const auto way = [&](const Walk& walk) {
        return std::abs(walk.step[0]) + std::abs(walk.step[1]) * rowLength
               + std::abs(walk.step[2]) * sliceLength;
    };
    Walks walks{
        toIndex(geometry, grid.originMm),
        {grid.rows, turned(grid.rowMm), static_cast<std::size_t>(std::max(0, grid.columns))},
        {grid.columns, turned(grid.columnMm), 1}};
    if (way(walks.inner) > way(walks.outer)) {
        std::swap(walks.inner, walks.outer);
    }
    return walks;
}

/// A walk from voxel to voxel.
struct VoxelWalk {
    std::size_t axis = 0;
    int sign = 1;
    int start = 0;
    int begin = 0; ///< the steps [begin, end) lie within the image
    int end = 0;

    [[nodiscard]] int index(int step) const noexcept { return start + sign * step; }
};

// Of a voxel, over a whole plane: what rounding of the files' numbers may add up to.
constexpr double kSamePlace = 1e-3;

/// The walk as one from voxel to voxel, if it is.
std::optional<VoxelWalk> voxelWalk(const Walk& walk, const Point& start,
                                   const std::array<int, 3>& size)
{
    VoxelWalk result;
    double length = 0;
    for (std::size_t a = 0; a < 3; ++a) {
        const double step = std::round(walk.step[a]);
        length += std::abs(step);
        if (!(std::abs(walk.step[a] - step) * std::max(1, walk.count) <= kSamePlace)) {
            return std::nullopt;
        }
        if (step != 0) {
            result.axis = a;
            result.sign = step < 0 ? -1 : 1;
        }
    }
    if (length != 1) {
        return std::nullopt;
    }
    result.start = static_cast<int>(std::lround(start[result.axis]));
    const int last = size[result.axis] - 1;
    const int entering = result.sign > 0 ? -result.start : result.start - last;
    const int leaving = result.sign > 0 ? last - result.start : result.start;
    result.begin = std::max(0, entering);
    result.end = std::min(walk.count, leaving + 1);
    return result;
}

/// Copies voxels where every pixel of the plane is one; false where they are not.
template <typename T, typename Out>
bool copyVoxels(const Slices<T>& volume, const Walks& walks, std::vector<Out>& out)
{
    std::array<int, 3> index{};
    for (std::size_t a = 0; a < 3; ++a) {
        const double whole = std::round(walks.start[a]);
        if (!(std::abs(walks.start[a] - whole) <= kSamePlace) || std::abs(whole) > 1e9) {
            return false;
        }
        index[a] = static_cast<int>(whole);
    }
    const auto outer = voxelWalk(walks.outer, walks.start, volume.size);
    const auto inner = voxelWalk(walks.inner, walks.start, volume.size);
    if (!outer || !inner || outer->axis == inner->axis) {
        return false;
    }
    const std::size_t normal = 3 - outer->axis - inner->axis;
    if (index[normal] < 0 || index[normal] >= volume.size[normal]) {
        return true;
    }
    const std::ptrdiff_t width = volume.size[0];
    const std::ptrdiff_t step = inner->sign * (inner->axis == 0 ? 1 : width);
    index[inner->axis] = inner->index(inner->begin);
    for (int o = outer->begin; o < outer->end; ++o) {
        index[outer->axis] = outer->index(o);
        const T* slice = volume.at[static_cast<std::size_t>(index[2])]; // the inner axis is 0 or 1
        if (slice == nullptr) {
            continue;
        }
        std::ptrdiff_t from = index[1] * width + index[0];
        std::size_t to = static_cast<std::size_t>(o) * walks.outer.outStep
                         + static_cast<std::size_t>(inner->begin) * walks.inner.outStep;
        for (int i = inner->begin; i < inner->end; ++i) {
            out[to] = static_cast<Out>(slice[from]);
            from += step;
            to += walks.inner.outStep;
        }
    }
    return true;
}

template <typename T>
const T* voxelAt(const Slices<T>& volume, const std::array<std::size_t, 3>& index)
{
    const T* slice = volume.at[index[2]];
    return slice == nullptr
               ? nullptr
               : slice + index[1] * static_cast<std::size_t>(volume.size[0]) + index[0];
}

template <typename T>
float linearAt(const Slices<T>& volume, const Point& place)
{
    std::array<std::size_t, 3> low{};
    std::array<std::size_t, 3> high{};
    Point weight{};
    for (std::size_t a = 0; a < 3; ++a) {
        const double at = std::clamp(place[a], 0.0, volume.size[a] - 1.0);
        low[a] = static_cast<std::size_t>(at);
        weight[a] = at - static_cast<double>(low[a]);
        high[a] = low[a] + (weight[a] > 0 ? 1 : 0); // else a NaN next door would count
    }
    const auto along = [&](std::size_t j, std::size_t k) {
        const T* row = voxelAt(volume, {0, j, k});
        const auto left = static_cast<double>(row[low[0]]);
        return left + weight[0] * (static_cast<double>(row[high[0]]) - left);
    };
    const auto across = [&](std::size_t k) {
        const double front = along(low[1], k);
        return front + weight[1] * (along(high[1], k) - front);
    };
    const double below = across(low[2]);
    return static_cast<float>(below + weight[2] * (across(high[2]) - below));
}

/// Calls set(pixel, place) for every pixel that lies in the image: not more than half a voxel
/// beyond the outermost centres.
template <typename Set>
void forPixelsInside(const std::array<int, 3>& size, const Walks& walks, const Set& set)
{
    for (int o = 0; o < walks.outer.count; ++o) {
        Point first{};
        for (std::size_t a = 0; a < 3; ++a) {
            first[a] = walks.start[a] + o * walks.outer.step[a];
        }
        std::size_t pixel = static_cast<std::size_t>(o) * walks.outer.outStep;
        for (int i = 0; i < walks.inner.count; ++i, pixel += walks.inner.outStep) {
            Point place{};
            bool inside = true;
            for (std::size_t a = 0; a < 3; ++a) {
                place[a] = first[a] + i * walks.inner.step[a];
                inside = inside && place[a] >= -0.5 && place[a] + 0.5 < size[a];
            }
            if (inside) {
                set(pixel, place);
            }
        }
    }
}

template <typename T, typename Out>
std::vector<Out> sample(const Geometry& geometry, const Slices<T>& volume, const PlaneGrid& grid,
                        Sampling sampling, Out outside)
{
    std::vector<Out> out(grid.pixels(), outside);
    const Walks walks = walksOf(geometry, grid);
    if (out.empty() || copyVoxels(volume, walks, out)) {
        return out;
    }
    if constexpr (std::is_same_v<Out, float>) {
        if (sampling == Sampling::Linear) {
            forPixelsInside(volume.size, walks, [&](std::size_t pixel, const Point& place) {
                out[pixel] = linearAt(volume, place);
            });
            return out;
        }
    }
    forPixelsInside(volume.size, walks, [&](std::size_t pixel, const Point& place) {
        const T* voxel = voxelAt(volume, {static_cast<std::size_t>(place[0] + 0.5),
                                          static_cast<std::size_t>(place[1] + 0.5),
                                          static_cast<std::size_t>(place[2] + 0.5)});
        out[pixel] = voxel == nullptr ? outside : static_cast<Out>(*voxel);
    });
    return out;
}

void require(std::size_t found, std::size_t expected)
{
    if (found != expected) {
        throw Error(ErrorCode::ShapeMismatch, "The image has " + std::to_string(found)
                                                  + " voxels; its grid has "
                                                  + std::to_string(expected) + ".");
    }
}

template <typename T>
Slices<T> slicesOf(const Geometry& geometry, const std::vector<T>& voxels)
{
    require(voxels.size(), geometry.voxels());
    Slices<T> slices{geometry.size, {}};
    for (int k = 0; k < geometry.size[2]; ++k) {
        slices.at.push_back(voxels.data() + static_cast<std::size_t>(k) * geometry.sliceVoxels());
    }
    return slices;
}

} // namespace

std::vector<float> samplePlane(const Image& image, const PlaneGrid& grid, Sampling sampling)
{
    return std::visit(
        [&](const auto& voxels) {
            return sample(image.geometry, slicesOf(image.geometry, voxels), grid, sampling,
                          std::numeric_limits<float>::quiet_NaN());
        },
        image.voxels);
}

std::vector<std::uint8_t> samplePlane(const LabelMap& labels, const PlaneGrid& grid)
{
    return sample(labels.geometry, slicesOf(labels.geometry, labels.voxels), grid,
                  Sampling::Nearest, std::uint8_t{0});
}

std::vector<std::uint8_t> samplePlane(const Geometry& geometry,
                                      const std::vector<std::span<const std::uint8_t>>& slices,
                                      const PlaneGrid& grid)
{
    Slices<std::uint8_t> volume{geometry.size, {}};
    require(slices.size() * geometry.sliceVoxels(), geometry.voxels());
    for (const auto& slice : slices) {
        if (!slice.empty()) {
            require(slice.size(), geometry.sliceVoxels());
        }
        volume.at.push_back(slice.empty() ? nullptr : slice.data());
    }
    return sample(geometry, volume, grid, Sampling::Nearest, std::uint8_t{0});
}

} // namespace halftone::image
