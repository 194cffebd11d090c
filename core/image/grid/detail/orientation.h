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

/// Voxels [D,H,W] of `source` moved to the target grid.
template <typename T>
[[nodiscard]] std::vector<T> apply(const AxisMap& map, const Geometry& source,
                                   const std::vector<T>& voxels)
{
    const std::array<std::ptrdiff_t, 3> strides{1, source.size[0],
                                                static_cast<std::ptrdiff_t>(source.size[0])
                                                    * static_cast<std::ptrdiff_t>(source.size[1])};
    std::array<std::ptrdiff_t, 3> step{};
    std::array<int, 3> size{};
    std::ptrdiff_t start = 0;
    for (std::size_t a = 0; a < 3; ++a) {
        size[a] = source.size[map.from[a]];
        step[a] = strides[map.from[a]];
        if (map.flip[a]) {
            start += step[a] * (size[a] - 1);
            step[a] = -step[a];
        }
    }
    std::vector<T> result;
    result.reserve(voxels.size());
    for (int k = 0; k < size[2]; ++k) {
        for (int j = 0; j < size[1]; ++j) {
            std::ptrdiff_t at = start + k * step[2] + j * step[1];
            for (int i = 0; i < size[0]; ++i, at += step[0]) {
                result.push_back(voxels[static_cast<std::size_t>(at)]);
            }
        }
    }
    return result;
}

} // namespace halftone::image::detail
