// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace halftone::image::detail {

/// How the axes of a target grid come from a source grid without interpolation: target axis a runs
/// along source axis `from[a]`, backwards where `flip[a]`.
struct AxisMap {
    std::array<std::size_t, 3> from{0, 1, 2};
    std::array<bool, 3> flip{false, false, false};

    [[nodiscard]] bool isIdentity() const noexcept;
    [[nodiscard]] AxisMap inverse() const noexcept;
};

/// The map that makes i, j, k of `geometry` grow towards the letters of `code`. Throws
/// Error{InvalidArgument} unless the code names each anatomical axis once.
[[nodiscard]] AxisMap axisMapTo(const Geometry& geometry, const std::string& code);

/// The map from `source` to `target` if they are one grid up to axis order and flips.
[[nodiscard]] std::optional<AxisMap> exactAxisMap(const Geometry& source, const Geometry& target);

[[nodiscard]] Geometry apply(const AxisMap& map, const Geometry& source);

/// Patient axis (0 L/R, 1 P/A, 2 S/I) that each voxel axis follows most closely, all different.
[[nodiscard]] std::array<std::size_t, 3> nearestPatientAxes(const Geometry& geometry);

/// The inverse of direction * diag(spacingMm), row-major: multiplied with millimetres from the
/// origin it gives voxel indices. Throws Error{InvalidArgument} where there is none.
[[nodiscard]] std::array<double, 9> indexFromMm(const Geometry& geometry);

/// Where the voxels of a turned grid lie in the memory of the grid they come from, so that they can
/// be read without a copy: (i, j, k) at start + i * step[0] + j * step[1] + k * step[2].
struct VoxelOrder {
    VoxelOrder(const AxisMap& map, const Geometry& source);

    std::array<std::size_t, 3> size{}; ///< of the turned grid
    std::array<std::ptrdiff_t, 3> step{};
    std::ptrdiff_t start = 0;

    /// Of voxel (0, j, k); those to its right follow at step[0] each.
    [[nodiscard]] std::ptrdiff_t row(std::size_t j, std::size_t k) const noexcept
    {
        return start + static_cast<std::ptrdiff_t>(j) * step[1]
               + static_cast<std::ptrdiff_t>(k) * step[2];
    }
    /// Calls take(value) for the voxels of slice k of the turned grid, row after row.
    template <typename T, typename Take>
    void forSlice(const std::vector<T>& voxels, std::size_t k, const Take& take) const
    {
        for (std::size_t j = 0; j < size[1]; ++j) {
            std::ptrdiff_t at = row(j, k);
            for (std::size_t i = 0; i < size[0]; ++i, at += step[0]) {
                take(voxels[static_cast<std::size_t>(at)]);
            }
        }
    }
};

/// Voxels [D,H,W] of `source` moved to the target grid.
template <typename T>
[[nodiscard]] std::vector<T> apply(const AxisMap& map, const Geometry& source,
                                   const std::vector<T>& voxels)
{
    const VoxelOrder order(map, source);
    std::vector<T> result;
    result.reserve(voxels.size());
    for (std::size_t k = 0; k < order.size[2]; ++k) {
        order.forSlice(voxels, k, [&](T value) { result.push_back(value); });
    }
    return result;
}

} // namespace halftone::image::detail
