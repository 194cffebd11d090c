// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/packing/conv_form.h"

#include <cstddef>
#include <cstdint>
#include <span>

/// Convolution on bit planes, for weights in {-1,0,1} and activations of one or two bits: a vector
/// of 512 bits holds one bit of 512 pixels of one channel and tap, and full adders count, for every
/// pixel at once, how many of the planes that a channel selects have their bit set. No product is
/// ever formed, a weight 0 costs nothing, and an adder takes two instructions for 512 pixels.
///
/// Ternary weights: with P the sum of the inputs that +1 selects, and -a = ~a - (2^b - 1) in b
/// bits, acc = P + sum of ~a over the -1s - (2^b - 1) * (number of -1s). Weights of {-1,+1} alone:
/// acc = 2 P - T, where T sums up all inputs and serves all output channels. Either way about half
/// of the planes are added. Counting is exact, so that acc equals the direct form's.
///
/// Requantization (fixed_point.h) is monotone in acc: it rises where the multiplier is positive,
/// else it falls. So code >= k is one comparison with a threshold, which the kernel finds by
/// bisection of that very function and then makes bit by bit for 512 pixels.
namespace halftone::engine {

/// True if a convolution with `codes` [O,I,3,3] may be computed this way: all codes in [-1,1] and
/// shape.maxInputCode of 1 or 2 bits. The codes it writes must not have more bits than those read.
[[nodiscard]] bool isBitSerialLegal(const ConvShape& shape, std::span<const std::int8_t> codes);

/// For cpu/avx512vnni/bit_serial.cpp. Asserts that the weights are legal.
[[nodiscard]] PackedWeights packBitSerial(const ConvShape& shape,
                                          std::span<const std::int8_t> codes);
/// Bytes of ConvArgs::scratch.
[[nodiscard]] std::size_t bitSerialScratch(const ConvShape& shape);

/// How many planes of one bit a tile adds, over all output channels: the lengths of the lists that
/// packBitSerial() makes of these weights.
[[nodiscard]] std::size_t countBitSerialPlanes(const ConvShape& shape,
                                               std::span<const std::int8_t> codes);

/// Bits of the input codes, 1 or 2 where this is legal.
[[nodiscard]] int bitSerialInputBits(const ConvShape& shape);

[[nodiscard]] LayerWork countBitSerialWork(const ConvShape& shape, const WorkSize& size,
                                           std::size_t planes);

inline constexpr quant::Precision kBitSerialPrecisions[] = {{1, 1}, {2, 2}};
inline constexpr ConvForm kBitSerialForm{.isLegal = isBitSerialLegal,
                                         .pack = packBitSerial,
                                         .scratchBytes = bitSerialScratch,
                                         .countWeights = countBitSerialPlanes,
                                         .countWork = countBitSerialWork,
                                         .typicalPrecisions = kBitSerialPrecisions};

} // namespace halftone::engine
