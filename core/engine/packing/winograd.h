// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/packing/conv_form.h"

#include <cstddef>
#include <cstdint>
#include <span>

/// Integer Winograd convolution F(2x2,3x3): 2x2 outputs from 4x4 inputs with 16 multiplications per
/// pair of channels instead of 36, exactly equal to the direct form. With
///     B^T = |1  0 -1  0|   2G = |2  0  0|   A^T = |1  1  1  0|
///           |0  1  1  0|        |1  1  1|         |0  1 -1  1|
///           |0 -1  1  0|        |1 -1  1|
///           |0 -1  0  1|        |0  0  2|
/// A^T [((2G) g (2G)^T) * (B^T d B)] A is four times the convolution of d with g, in integers; the
/// requantization shifts by two more (t = (4 acc + 4 (2^p >> 1)) >> (p + 2) is the same t).
///
/// The products are u8 x s8. With codes d in [0,A], the element of B^T d B in row 1 and column 1 is
/// a sum of four, in [0,4A]. Every other one takes at least one difference and lies in [-2A,2A]: it
/// is offset by 128, which adds 128 times the sum of its weights to the result; the packer stores
/// the correction. Both fit 8 bits if A <= 63: activations of 6 bits. The transformed weights fit
/// if no sum of nine with signs, the largest form, leaves [-128,127]: weights of up to 4 bits
/// always (9 * 7 = 63), larger ones if these weights happen to.
///
/// Sums wrap around modulo 2^32 at most on the way: the result, four times an accumulator of less
/// than 1.5e8 (fixed_point.h), fits again.
///
/// A nearest-upsampled input repeats its pixels in pairs, on which tiles at even coordinates lie in
/// such a way that row 2 and column 2 of B^T d B are 0: 9 products remain.
namespace halftone::engine {

/// log2 of what the accumulators are multiplied by.
inline constexpr int kWinogradAccumulatorShift = 2;

/// True if a convolution with `codes` [O,I,3,3] may be computed this way: the conditions above,
/// checked on shape.maxInputCode and these weights.
[[nodiscard]] bool isWinogradLegal(const ConvShape& shape, std::span<const std::int8_t> codes);

/// For cpu/avx512vnni/winograd_s8.cpp. Asserts that the weights are legal.
[[nodiscard]] PackedWeights packWinograd(const ConvShape& shape,
                                         std::span<const std::int8_t> codes);
/// Bytes of ConvArgs::scratch.
[[nodiscard]] std::size_t winogradScratch(const ConvShape& shape);
[[nodiscard]] LayerWork countWinogradWork(const ConvShape& shape, const WorkSize& size,
                                          std::size_t counted);

inline constexpr ConvForm kWinogradForm{.isLegal = isWinogradLegal,
                                        .pack = packWinograd,
                                        .scratchBytes = winogradScratch,
                                        .accumulatorShift = kWinogradAccumulatorShift,
                                        .countWork = countWinogradWork};

} // namespace halftone::engine
