// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/packing/conv_form.h"

#include <cstddef>
#include <cstdint>
#include <span>

/// Convolution by tables, for weights in {-1,+1} and activations of one bit: four channels of a
/// pixel are a nibble, and four weights choose one of 16 tables of 16 bytes, which hold what the
/// products of the four add up to. An instruction that looks up bytes (VPSHUFB) in one of them
/// makes that sum for a vector of pixels: two instructions for 128 products, 32 pixels by 4
/// channels.
///
/// Entries are centred: of weights with p ones and m minus ones, a sum lies in [-m,p], and (p-m)/2
/// less it lies in [-2,2]. So 63 of them, 7 groups of channels by 9 taps, fit 8 bits; then they are
/// widened. Corrections add up what was taken away, of every nibble, those of the border included.
///
/// Requantization to one bit is monotone in the accumulator: a code is a comparison with a limit,
/// which the kernel finds by bisection of that very function.
namespace halftone::engine {

/// True if a convolution with `codes` [O,I,3,3] may be computed this way: all codes -1 or 1,
/// shape.maxInputCode 1, and not more channels than sums of 16 bits hold. The codes it writes must
/// not have more bits than those read.
[[nodiscard]] bool isLookupLegal(const ConvShape& shape, std::span<const std::int8_t> codes);

/// For cpu/<isa>/lookup.cpp. Asserts that the weights are legal.
[[nodiscard]] PackedWeights packLookup(const ConvShape& shape, std::span<const std::int8_t> codes);
/// Bytes of ConvArgs::scratch.
[[nodiscard]] std::size_t lookupScratch(const ConvShape& shape);
/// Products are look-ups, vectors are of 32 pixels.
[[nodiscard]] LayerWork countLookupWork(const ConvShape& shape, const WorkSize& size,
                                        std::size_t counted);

inline constexpr quant::Precision kLookupPrecisions[] = {{1, 1}};
inline constexpr ConvForm kLookupForm{.isLegal = isLookupLegal,
                                      .pack = packLookup,
                                      .scratchBytes = lookupScratch,
                                      .countWork = countLookupWork,
                                      .typicalPrecisions = kLookupPrecisions};

} // namespace halftone::engine
