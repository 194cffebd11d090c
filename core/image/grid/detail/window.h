// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/preprocess_spec.h"
#include "core/image/grid/detail/orientation.h"

#include <cstddef>
#include <cstdint>
#include <vector>

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

/// The finite grey values of an image, read once for all percentiles. Integers of 8 and 16 bits are
/// counted exactly; of other types an even subsample of at most about two million voxels is kept.
/// Deterministic.
class Distribution {
public:
    /// `order` is that of the grid the model sees: how a file stores its voxels does not change
    /// which of them are in the subsample.
    Distribution(const Voxels& voxels, const VoxelOrder& order);

    /// lowerPercentile() at `percent` in 0..100, so a value that occurs; 0 when none is finite.
    [[nodiscard]] double percentile(double percent) const;
    /// Share, 0..1, of the finite values that are less than `value`; 0 when none is finite.
    [[nodiscard]] double shareBelow(double value) const;

private:
    std::vector<std::size_t> m_counts; ///< of each value from m_lowest; empty where subsampled
    double m_lowest = 0;
    std::size_t m_counted = 0;
    std::vector<double> m_sample; ///< ascending
};

[[nodiscard]] Window makeWindow(const Distribution& values, const PreprocessSpec& spec);

} // namespace halftone::image::detail
