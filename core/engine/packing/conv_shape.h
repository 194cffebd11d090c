// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace halftone::engine {

/// Channels in groups of four, the last one filled up.
[[nodiscard]] constexpr int groupsOf(int channels)
{
    return (channels + kCellChannels - 1) / kCellChannels;
}

/// What a packer must know of a convolution.
struct ConvShape {
    int kernel = 3;                 ///< 3 or 1
    std::vector<int> inputChannels; ///< of every input; each starts a new group of four
    int outChannels = 0;
    std::vector<Reading> readings{}; ///< of every input; none: all Direct
    std::int32_t maxInputCode = 255; ///< static bound of the inputs' codes
    bool keepsRange = true;          ///< the output's codes are not larger than that
    /// Channels that fill up an input's last group are code 0 in its border, too: it has no zero
    /// point, or no such channels.
    bool blankBorders = true;

    [[nodiscard]] int inputGroups() const; ///< groups of four over all inputs
    [[nodiscard]] int outGroups() const { return groupsOf(outChannels); }
    [[nodiscard]] int outLanes() const { return outGroups() * kCellChannels; }
    [[nodiscard]] int totalInputChannels() const;
    [[nodiscard]] Reading readingOf(std::size_t input) const;
};

} // namespace halftone::engine
