// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/neon/tile_vectors.h"
#include "core/engine/cpu/tile_args.h"

namespace halftone::engine::kernels::neon {

/// The products of cpu/tiles/ at one position: a block by 4 output channels. What the loops take,
/// and for how many products of the direct form:
///     words, F(4x4,3x3)   32 SMLAL, 5 loads of 16 bytes, 3 others: 128 products, as much as 512
///                         (upsampled inputs 737)
///     bytes, F(4x4,3x3)   16 SMLAL, 3 loads, 4 that fill vectors, 4 others: 128, as much as 376
///     (737) bytes, F(2x2,3x3)   the same: 128, as much as 288 (512)
struct TileProducts {
    /// Words, SMLAL by a lane: sums up `count` pairs of channels; writes [4][block] int32 of every
    /// group of output channels. The whole block, four vectors: 16 sums. 4 loads of cells and 1 of
    /// weights for 32 SMLAL.
    static HALFTONE_ALWAYS_INLINE void multiplyWords(const std::uint8_t* slab,
                                                     const std::uint8_t* weights, int count,
                                                     const OutGroups& all, std::int32_t* sums)
    {
        for (int g = 0; g < all.count; ++g) {
            multiplyWordGroup(slab, weights + g * all.weights, count, sums + g * all.sums);
        }
    }

    /// Bytes, SMLAL: sums up `count` groups of 4 channels in 16 bits, a lane for every channel of
    /// every tile, and widens them by SADDLP and ADDP. Adds them and the starts in front of the
    /// weights, times `factor`, to [4][block] int32 of every group of output channels, or writes
    /// them if `isFirst`. Half a block at a time, two vectors of 4 tiles: 16 sums. 2 loads of cells
    /// and 4 of weights, which fill a vector each, for 16 SMLAL.
    static HALFTONE_ALWAYS_INLINE void multiplyBytes(const std::uint8_t* slab,
                                                     const std::uint8_t* weights, int count,
                                                     int factor, bool isFirst, const OutGroups& all,
                                                     std::int32_t* sums)
    {
        for (int g = 0; g < all.count; ++g) {
            multiplyByteGroup(slab, weights + g * all.weights, count, factor, isFirst,
                              sums + g * all.sums);
        }
    }
    static HALFTONE_ALWAYS_INLINE void storeElement(std::uint8_t* to, int32x4_t element, int)
    {
        vst1q_s32(static_cast<std::int32_t*>(static_cast<void*>(to)), element);
    }

private:
    static HALFTONE_NOINLINE void multiplyWordGroup(const std::uint8_t* slab,
                                                    const std::uint8_t* weights, int count,
                                                    std::int32_t* sums)
    {
        int32x4_t sum[kCellChannels][4];
        HALFTONE_UNROLL
        for (int o = 0; o < kCellChannels; ++o) {
            HALFTONE_UNROLL
            for (int v = 0; v < 4; ++v) {
                sum[o][v] = vdupq_n_s32(0);
            }
        }
        for (int i = 0; i < count; ++i, slab += 64, weights += 16) {
            const int16x8_t pairs = vreinterpretq_s16_u8(loadBytes(weights));
            int16x8_t cells[4];
            HALFTONE_UNROLL
            for (int v = 0; v < 4; ++v) {
                cells[v] = vreinterpretq_s16_u8(loadBytes(slab + v * 16));
            }
            addWords<0>(cells, pairs, sum);
            addWords<1>(cells, pairs, sum);
            addWords<2>(cells, pairs, sum);
            addWords<3>(cells, pairs, sum);
        }
        HALFTONE_UNROLL
        for (int o = 0; o < kCellChannels; ++o) {
            HALFTONE_UNROLL
            for (int v = 0; v < 4; ++v) {
                vst1q_s32(sums + o * TileVectors::kBlockTiles + v * kLanes, sum[o][v]);
            }
        }
    }

    static HALFTONE_NOINLINE void multiplyByteGroup(const std::uint8_t* slab,
                                                    const std::uint8_t* weights, int count,
                                                    int factor, bool isFirst, std::int32_t* sums)
    {
        for (int half = 0; half < 2; ++half) {
            multiplyHalf(slab + half * 32, weights, count, factor, isFirst, sums + half * 8);
        }
    }
    template <int kOut>
    static HALFTONE_ALWAYS_INLINE void addWords(const int16x8_t (&cells)[4], int16x8_t pairs,
                                                int32x4_t (&sum)[kCellChannels][4])
    {
        HALFTONE_UNROLL
        for (int v = 0; v < 4; ++v) {
            sum[kOut][v] = vmlal_laneq_s16(sum[kOut][v], vget_low_s16(cells[v]), pairs, 2 * kOut);
        }
        HALFTONE_UNROLL
        for (int v = 0; v < 4; ++v) {
            sum[kOut][v] = vmlal_high_laneq_s16(sum[kOut][v], cells[v], pairs, 2 * kOut + 1);
        }
    }

    static HALFTONE_ALWAYS_INLINE void multiplyHalf(const std::uint8_t* slab,
                                                    const std::uint8_t* weights, int count,
                                                    int factor, bool isFirst, std::int32_t* sums)
    {
        int16x8_t sum[kCellChannels][2][2];
        HALFTONE_UNROLL
        for (int o = 0; o < kCellChannels; ++o) {
            HALFTONE_UNROLL
            for (int v = 0; v < 2; ++v) {
                sum[o][v][0] = vdupq_n_s16(0);
                sum[o][v][1] = vdupq_n_s16(0);
            }
        }
        const std::uint8_t* starts = weights;
        weights += 16;
        for (int g = 0; g < count; ++g, slab += 64, weights += 16) {
            const int8x16_t a = vreinterpretq_s8_u8(loadBytes(slab));
            const int8x16_t b = vreinterpretq_s8_u8(loadBytes(slab + 16));
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                const int8x16_t w = vreinterpretq_s8_s32(TileVectors::fillCell(weights + 4 * o));
                sum[o][0][0] = vmlal_s8(sum[o][0][0], vget_low_s8(a), vget_low_s8(w));
                sum[o][0][1] = vmlal_high_s8(sum[o][0][1], a, w);
                sum[o][1][0] = vmlal_s8(sum[o][1][0], vget_low_s8(b), vget_low_s8(w));
                sum[o][1][1] = vmlal_high_s8(sum[o][1][1], b, w);
            }
        }
        const int32x4_t times = vdupq_n_s32(factor);
        HALFTONE_UNROLL
        for (int o = 0; o < kCellChannels; ++o) {
            const int32x4_t start = TileVectors::fillCell(starts + 4 * o);
            HALFTONE_UNROLL
            for (int v = 0; v < 2; ++v) {
                const int32x4_t wide =
                    vpaddq_s32(vpaddlq_s16(sum[o][v][0]), vpaddlq_s16(sum[o][v][1]));
                std::int32_t* to = sums + o * TileVectors::kBlockTiles + v * kLanes;
                const int32x4_t before = isFirst ? vdupq_n_s32(0) : vld1q_s32(to);
                vst1q_s32(to, vmlaq_s32(before, vaddq_s32(wide, start), times));
            }
        }
    }
};

} // namespace halftone::engine::kernels::neon
