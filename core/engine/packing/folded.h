// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/packing/conv_form.h"

#include <cstddef>
#include <cstdint>
#include <span>

/// Direct 3x3 convolution that folds a nearest x2 upsampling into its weights. Of the 9 upsampled
/// pixels that an output reads, several are the same source pixel: outputs at even coordinates read
/// the source pixels i-1, i, i along an axis, those at odd ones i, i, i+1. So the four outputs of a
/// source pixel, its phases, are four 2x2 convolutions whose weights are sums of 1, 2 or 4 taps: 16
/// products instead of 36. Along an axis the sums have four forms: with taps a, b, c,
///     a at i-1 and b+c at i for phase 0, a+b at i and c at i+1 for phase 1.
/// Borders agree: beyond the source's border lies code 0, as beyond the upsampled map's.
///
/// Sums of four taps fit s8 for weights of up to 6 bits (4 * 31 = 124), those of two for up to 7. A
/// sum that does not fit is split into terms that do, each a product more: with 8 bits at most as
/// many as the direct form has. Products go by 4 output and 4 input channels: one such sum of the
/// 16 costs as much as 16. Legal are therefore any weights, and fewer bits are faster.
///
/// Direct inputs keep their 9 taps.
namespace halftone::engine {

/// True if there is something to fold: a 3x3 convolution with an upsampled input. Only maps of even
/// height and width, which every upsampled one is. Whatever the weights.
[[nodiscard]] bool isFoldedLegal(const ConvShape& shape, std::span<const std::int8_t> codes = {});

/// How many products of 4 x 4 channels in one phase the weights `codes` [O,I,3,3] take besides the
/// 16 forms, over all channels.
[[nodiscard]] std::size_t countFoldedExtras(const ConvShape& shape,
                                            std::span<const std::int8_t> codes);

/// For cpu/avx512vnni/folded_s8.cpp.
[[nodiscard]] PackedWeights packFolded(const ConvShape& shape, std::span<const std::int8_t> codes);

[[nodiscard]] LayerWork countFoldedWork(const ConvShape& shape, const WorkSize& size,
                                        std::size_t extras);

inline constexpr quant::Precision kFoldedPrecisions[] = {{6, 8}, {8, 8}};
inline constexpr Reading kFoldedReadings[] = {Reading::Upsampled2};
inline constexpr ConvForm kFoldedForm{.isLegal = isFoldedLegal,
                                      .pack = packFolded,
                                      .countWeights = countFoldedExtras,
                                      .countWork = countFoldedWork,
                                      .typicalPrecisions = kFoldedPrecisions,
                                      .typicalReadings = kFoldedReadings};

} // namespace halftone::engine
