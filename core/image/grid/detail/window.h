// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/preprocess_spec.h"

#include <cstdint>

namespace halftone::image::detail {

/// The code nearest to a level of 0..255.
[[nodiscard]] inline std::uint8_t roundLevel(double level) noexcept
{
    return static_cast<std::uint8_t>(level + 0.5);
}

/// Grey values that become code 0 and code 255.
struct Window {
    double low = 0;
    double high = 255;

    /// 255 * (value - low) / (high - low), clamped to 0..255; NaN and an empty window give 0.
    [[nodiscard]] double level(double value) const noexcept
    {
        if (!(high > low) || !(value > low)) {
            return 0;
        }
        if (value >= high) {
            return 255;
        }
        return 255 * (value - low) / (high - low);
    }
    [[nodiscard]] std::uint8_t code(double value) const noexcept
    {
        return roundLevel(level(value));
    }
};

/// lowerPercentile() of the finite voxels at `percent` in 0..100, so a value that occurs. Integers
/// of 8 and 16 bits are counted exactly; other types through an even subsample of at most about a
/// million voxels. Deterministic. 0 when no voxel is finite.
[[nodiscard]] double percentileOf(const Voxels& voxels, double percent);

[[nodiscard]] Window makeWindow(const Voxels& voxels, const PreprocessSpec& spec);

} // namespace halftone::image::detail
