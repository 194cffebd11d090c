// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/packing/conv_form.h"

#include <cstddef>
#include <cstdint>
#include <span>

/// From weight codes [O,I,K,K] to the layouts that the kernels stream (described in their files).
/// Missing channels of the last group of four, of outputs and of every input, get weight 0.
namespace halftone::engine {

/// int16 for cpu/portable/conv_s8.cpp.
[[nodiscard]] PackedWeights packConvPortable(const ConvShape& shape,
                                             std::span<const std::int8_t> codes);
/// Bytes of ConvArgs::scratch for the portable convolutions.
[[nodiscard]] std::size_t convScratchPortable(const ConvShape& shape);

/// Cells of four s8 for kernels that multiply four channels at once (VPDPBUSD), or the three taps
/// of a row where the only input is read as Reading::Windows.
[[nodiscard]] PackedWeights packConvCells(const ConvShape& shape,
                                          std::span<const std::int8_t> codes);
/// The same behind [outGroups*4] int32, 128 times the sum of every output channel's weights: for
/// kernels that multiply signed bytes alone (SDOT) and take 128 from every code.
[[nodiscard]] PackedWeights packConvOffsetCells(const ConvShape& shape,
                                                std::span<const std::int8_t> codes);
/// int16 for the wide convolutions of cpu/avx2/conv_s8.cpp and cpu/neon/conv_s8.cpp.
[[nodiscard]] PackedWeights packConvWords(const ConvShape& shape,
                                          std::span<const std::int8_t> codes);

/// How many groups of four input channels can be summed up in 16 bits, two channels a sum, for
/// every output channel and inputs in [0,maxInputCode]; at most inputGroups(). 0 if not even one:
/// then a narrow convolution is illegal. From the largest maxInputCode * sum |code| of two
/// channels over the kernel's taps, which must not exceed 32767.
[[nodiscard]] int narrowGroupsPerSum(const ConvShape& shape, std::span<const std::int8_t> codes);
/// s8 for the narrow convolutions of cpu/avx2/conv_s8.cpp; asserts that they are legal.
[[nodiscard]] PackedWeights packConvNarrow(const ConvShape& shape,
                                           std::span<const std::int8_t> codes);

[[nodiscard]] bool isNarrowLegal(const ConvShape& shape, std::span<const std::int8_t> codes);

/// Of all direct forms on vectors.
[[nodiscard]] LayerWork countDirectWork(const ConvShape& shape, const WorkSize& size,
                                        std::size_t counted);
/// Of the portable one, which gathers the pixels of every output first.
[[nodiscard]] LayerWork countGatheredWork(const ConvShape& shape, const WorkSize& size,
                                          std::size_t counted);

inline constexpr ConvForm kGatheredForm{
    .pack = packConvPortable, .scratchBytes = convScratchPortable, .countWork = countGatheredWork};
inline constexpr ConvForm kCellsForm{.pack = packConvCells, .countWork = countDirectWork};
inline constexpr ConvForm kOffsetCellsForm{.pack = packConvOffsetCells,
                                           .countWork = countDirectWork};
inline constexpr ConvForm kWordsForm{.pack = packConvWords, .countWork = countDirectWork};
/// The products of the other direct forms, each cheaper.
inline constexpr ConvForm kNarrowForm{
    .isLegal = isNarrowLegal, .pack = packConvNarrow, .countWork = countDirectWork};

} // namespace halftone::engine
