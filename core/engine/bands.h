// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <algorithm>
#include <cstddef>

namespace halftone::engine {

/// Rows of a layer's output that one call of a kernel computes.
struct Band {
    int rowBegin = 0;
    int rowEnd = 0;
};

/// Bands of equal height, a multiple of kBandRows; the last may be shorter.
class Bands {
public:
    Bands(int height, int threads) : m_height(height)
    {
        const int wanted = std::max(kMinBands, kBandsPerThread * threads);
        const int rows = (height + wanted - 1) / wanted;
        m_rows = (rows + kBandRows - 1) / kBandRows * kBandRows;
        // A block of tiles may take two rows of them.
        if (m_rows == kBandRows && height >= 2 * kBandRows * kBandsToBalance * threads) {
            m_rows = 2 * kBandRows;
        }
    }
    [[nodiscard]] std::size_t count() const
    {
        return static_cast<std::size_t>((m_height + m_rows - 1) / m_rows);
    }
    /// Of every band but the last, which may have fewer.
    [[nodiscard]] int rows() const noexcept { return m_rows; }
    [[nodiscard]] Band at(std::size_t index) const
    {
        const int begin = static_cast<int>(index) * m_rows;
        return {begin, std::min(begin + m_rows, m_height)};
    }

private:
    /// Enough for dynamic balance, and so many that a band of the paper's network at 512x512 (29
    /// GMAC in its largest layer) takes well under the 50 ms between polls even with the portable
    /// kernels.
    static constexpr int kBandsPerThread = 4;
    static constexpr int kMinBands = 32;
    static constexpr int kBandsToBalance = 2;

    int m_height;
    int m_rows;
};

} // namespace halftone::engine
