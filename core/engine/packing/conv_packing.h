// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/engine/cpu/kernel_args.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// From weight codes [O,I,K,K] to the layouts that the kernels stream (described in their files).
/// Missing channels of the last group of four, of outputs and of every input, get weight 0.
namespace halftone::engine {

/// What a packer must know of a convolution.
struct ConvShape {
    int kernel = 3;                 ///< 3 or 1
    std::vector<int> inputChannels; ///< of every input; each starts a new group of four
    int outChannels = 0;
    std::vector<Reading> readings{}; ///< of every input; none: all Direct
    std::int32_t maxInputCode = 255; ///< static bound of the inputs' codes

    [[nodiscard]] int inputGroups() const; ///< groups of four over all inputs
    [[nodiscard]] int outGroups() const;
    [[nodiscard]] int totalInputChannels() const;
    [[nodiscard]] Reading readingOf(std::size_t input) const;
};

using PackedWeights = AlignedBuffer<std::byte>;

/// int16 for kernels/conv_s8_portable.cpp.
[[nodiscard]] PackedWeights packConvPortable(const ConvShape& shape,
                                             std::span<const std::int8_t> codes);
/// Bytes of ConvArgs::scratch for the portable convolutions.
[[nodiscard]] std::size_t convScratchPortable(const ConvShape& shape);

/// Cells of four s8 for kernels that multiply four channels at once (VPDPBUSD), or the three taps
/// of a row where the only input is read as Reading::Windows.
[[nodiscard]] PackedWeights packConvCells(const ConvShape& shape,
                                          std::span<const std::int8_t> codes);
/// int16 for the wide convolutions of kernels/conv_s8_avx2.cpp.
[[nodiscard]] PackedWeights packConvWords(const ConvShape& shape,
                                          std::span<const std::int8_t> codes);

/// How many groups of four input channels can be summed up in 16 bits, two channels a sum, for
/// every output channel and inputs in [0,maxInputCode]; at most inputGroups(). 0 if not even one:
/// then a narrow convolution is illegal. From the largest maxInputCode * sum |code| of two
/// channels over the kernel's taps, which must not exceed 32767.
[[nodiscard]] int narrowGroupsPerSum(const ConvShape& shape, std::span<const std::int8_t> codes);
/// s8 for the narrow convolutions of kernels/conv_s8_avx2.cpp; asserts that they are legal.
[[nodiscard]] PackedWeights packConvNarrow(const ConvShape& shape,
                                           std::span<const std::int8_t> codes);

/// 0: direct convolutions on cells need no scratch.
[[nodiscard]] std::size_t convScratchNone(const ConvShape& shape);

} // namespace halftone::engine
