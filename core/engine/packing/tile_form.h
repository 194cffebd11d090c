// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/packing/conv_form.h"

#include <cstddef>
#include <cstdint>
#include <span>

/// Convolutions by products of transformed tiles, in integers and exactly equal to the direct form,
/// where the static ranges of codes and of these very weights allow. An m x m tile of outputs is
///     A^T [(G g G^T) * f f^T * (B^T d B)] A
/// of the 3x3 taps g and the (m+2) x (m+2) inputs d: n x n products instead of 9 m m. An upsampled
/// input repeats its pixels in pairs, so that some rows of B^T d B are 0: those products vanish.
/// cpu/tile_args.h and cpu/tiles/ hold what the kernels do.
///
/// - Words, F(4x4,3x3), 36 products for 16 outputs (25 of an upsampled input), for any codes.
/// Points
///   0, 1, -1, 2, -2, infinity; the rows of G times 24, 24, 24, 24, 24, 12 are integers,
///       (6,0,0) (-4,-4,-4) (-4,4,-4) (1,2,4) (1,-2,4) (0,0,12),
///   B^T is the published one, and A^T doubles the last row. The result is 576 times the
///   convolution, modulo 2^32; times 954437177, the inverse of 9, it is 64 times. |B^T d B| <= 68 *
///   255 = 17340 and |G g G^T| <= 144 * 127 = 18288 fit 16 bits; whatever overflows on the way is
///   right again at the end. Legal while 64 times the accumulator and the rounding constant fit 32
///   bits, which is counted from the weights.
///
/// - Bytes, F(4x4,3x3), 49 products for 16 outputs (25): points 0, 1, -1, infinity, and x^2 + 1 by
///   Karatsuba's three products; everything is +-1. Rows of G: (1,0,0) (1,1,1) (1,-1,1) (1,0,-1)
///   (0,-1,0) (1,1,-1) (0,0,1), times f = 4, 1, 1, 2, 2, 2, 4; the result is 16 times the
///   convolution. Elements lie in [0,16A] where all inputs are added up, else in [-8A,8A]: 4 bits.
///   Of an upsampled input two rows halve (f doubles): [0,4A] and [-2A,2A], 6 bits.
///
/// - Bytes, F(2x2,3x3), 16 products for 4 outputs (9): winograd.h, here with one row of an
/// upsampled
///   input halved and f = 2 for all its rows.
///
/// - Mixed: direct inputs in words, upsampled ones in F(4x4,3x3) of bytes, 64 and 4 * 16 times.
///
/// Bytes are u8 x s8. Elements that may be negative are offset by 128. The products of two channels
/// are added up in 16 bits without saturation if the largest element times the larger of the sums
/// of positive and of negative weights is at most 32767. A sum of 16 bits starts from -128 times
/// its weights, so that it is the true signed one at its end, however often it has wrapped; it
/// takes as many groups as keep the largest element times the sum of magnitudes within 32767. Then
/// it is widened and multiplied by f f^T.
namespace halftone::engine {

/// How kernels multiply bytes and sum up products: it decides what weights may be, and how they are
/// packed, starts of 16 bytes and cells of 4 output x 4 input channels.
enum class TileSums {
    Pairs16,     ///< u8 x s8, two channels in 16 bits (VPMADDUBSW), as above. Starts: [4][2] int16
    Unsigned32,  ///< u8 x s8, all channels in 32 bits (VPDPBUSD)
    Lanes16,     ///< s8 x s8, each channel in 16 bits of its own (SMLAL)
    Cells32,     ///< s8 x s8, all channels in 32 bits (SDOT)
    CellPairs32, ///< the same of 8 channels (SMMLA): two cells are [4 outputs][2 groups][4 inputs]
};

/// Signed elements need no offset but for the sum of all inputs, which is offset by -128. What is
/// offset, starts take out: [4] int32 for all but Pairs16. Only Pairs16 asks more of weights than
/// that they fit a byte.
[[nodiscard]] constexpr bool takesSigned(TileSums sums)
{
    return sums != TileSums::Pairs16 && sums != TileSums::Unsigned32;
}

/// Sums of 16 bits are widened after as many groups of channels as fit; those of 32 take all.
[[nodiscard]] constexpr bool hasChunks(TileSums sums)
{
    return sums == TileSums::Pairs16 || sums == TileSums::Lanes16;
}

/// log2 of what the accumulators are multiplied by.
inline constexpr int kTileWordsShift = 6;
inline constexpr int kTileBytes4Shift = 4;
inline constexpr int kTileBytes2Shift = 2;

/// True if a convolution with `codes` [O,I,3,3] may be computed this way.
[[nodiscard]] bool isTileWordsLegal(const ConvShape& shape, std::span<const std::int8_t> codes);
[[nodiscard]] bool isTileBytes4Legal(TileSums sums, const ConvShape& shape,
                                     std::span<const std::int8_t> codes);
[[nodiscard]] bool isTileBytes2Legal(TileSums sums, const ConvShape& shape,
                                     std::span<const std::int8_t> codes);
/// Inputs of both kinds, each legal in its part.
[[nodiscard]] bool isTileMixedLegal(TileSums sums, const ConvShape& shape,
                                    std::span<const std::int8_t> codes);

/// For cpu/<isa>/tile_*.cpp. Assert that the weights are legal.
[[nodiscard]] PackedWeights packTileWords(const ConvShape& shape,
                                          std::span<const std::int8_t> codes);
[[nodiscard]] PackedWeights packTileBytes4(TileSums sums, const ConvShape& shape,
                                           std::span<const std::int8_t> codes);
[[nodiscard]] PackedWeights packTileBytes2(TileSums sums, const ConvShape& shape,
                                           std::span<const std::int8_t> codes);
[[nodiscard]] PackedWeights packTileMixed(TileSums sums, const ConvShape& shape,
                                          std::span<const std::int8_t> codes);

/// Bytes of ConvArgs::scratch.
[[nodiscard]] std::size_t tileWordsScratch(const ConvShape& shape);
[[nodiscard]] std::size_t tileBytes4Scratch(const ConvShape& shape);
[[nodiscard]] std::size_t tileBytes2Scratch(const ConvShape& shape);
[[nodiscard]] std::size_t tileMixedScratch(const ConvShape& shape);

[[nodiscard]] LayerWork countTileWordsWork(const ConvShape& shape, const WorkSize& size,
                                           std::size_t counted);
[[nodiscard]] LayerWork countTileBytes4Work(const ConvShape& shape, const WorkSize& size,
                                            std::size_t counted);
[[nodiscard]] LayerWork countTileBytes2Work(const ConvShape& shape, const WorkSize& size,
                                            std::size_t counted);
[[nodiscard]] LayerWork countTileMixedWork(const ConvShape& shape, const WorkSize& size,
                                           std::size_t counted);

inline constexpr quant::Precision kTileWordsPrecisions[] = {{8, 8}};
inline constexpr quant::Precision kTileBytes4Precisions[] = {{4, 4}};
inline constexpr quant::Precision kTileBytes2Precisions[] = {{4, 6}};
inline constexpr Reading kTileMixedReadings[] = {Reading::Upsampled2, Reading::Direct};

inline constexpr ConvForm kTileWordsForm{.isLegal = isTileWordsLegal,
                                         .pack = packTileWords,
                                         .scratchBytes = tileWordsScratch,
                                         .accumulatorShift = kTileWordsShift,
                                         .countWork = countTileWordsWork,
                                         .typicalPrecisions = kTileWordsPrecisions};
/// A function of this file for one kind of sums.
template <TileSums kSums, auto kFunction>
auto withSums(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    return kFunction(kSums, shape, codes);
}

template <TileSums kSums>
inline constexpr ConvForm kTileBytes4Form{.isLegal = withSums<kSums, isTileBytes4Legal>,
                                          .pack = withSums<kSums, packTileBytes4>,
                                          .scratchBytes = tileBytes4Scratch,
                                          .accumulatorShift = kTileBytes4Shift,
                                          .countWork = countTileBytes4Work,
                                          .typicalPrecisions = kTileBytes4Precisions};
template <TileSums kSums>
inline constexpr ConvForm kTileBytes2Form{.isLegal = withSums<kSums, isTileBytes2Legal>,
                                          .pack = withSums<kSums, packTileBytes2>,
                                          .scratchBytes = tileBytes2Scratch,
                                          .accumulatorShift = kTileBytes2Shift,
                                          .countWork = countTileBytes2Work,
                                          .typicalPrecisions = kTileBytes2Precisions};
template <TileSums kSums>
inline constexpr ConvForm kTileMixedForm{.isLegal = withSums<kSums, isTileMixedLegal>,
                                         .pack = withSums<kSums, packTileMixed>,
                                         .scratchBytes = tileMixedScratch,
                                         .accumulatorShift = kTileWordsShift,
                                         .countWork = countTileMixedWork,
                                         .typicalPrecisions = kTileBytes2Precisions,
                                         .typicalReadings = kTileMixedReadings};

} // namespace halftone::engine
