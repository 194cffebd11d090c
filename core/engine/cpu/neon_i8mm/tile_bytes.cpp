// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3) and F(2x2,3x3) in bytes, SMMLA: cpu/tiles/tile_conv.h on NEON with I8MM.
#include "core/engine/cpu/neon/tile_vectors.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::neon_i8mm {
namespace {

using neon::kLanes;
using tiles::TileOutput;

/// The products of cpu/tiles/ at one position: a block by 4 output channels. SMMLA multiplies 2
/// tiles by 2 output channels, 8 channels each: in the slab, the vectors of two groups of channels
/// are zipped, tile by tile. The loop: 16 SMMLA, 10 loads of 16 bytes, 4 others for 512 products,
/// by F(4x4,3x3) as much as 1505 of the direct form (upsampled inputs 2949), by F(2x2,3x3) as much
/// as 1152 (2048).
struct Vectors : neon::TileVectors {
    /// Sums up `count` groups of 4 channels from the starts in front of the weights; adds them,
    /// times `factor`, to [4][block] int32 of every group of output
    /// channels, or writes them if `isFirst`. The whole block, four
    /// vectors: 16 sums of 2 x 2. 8 loads of cells and 2 of weights for 16 SMMLA.
    static HALFTONE_ALWAYS_INLINE void multiplyBytes(const std::uint8_t* slab,
                                                     const std::uint8_t* weights, int count,
                                                     int factor, bool isFirst, const OutGroups& all,
                                                     std::int32_t* sums)
    {
        for (int g = 0; g < all.count; ++g) {
            multiplyGroup(slab, weights + g * all.weights, count, factor, isFirst,
                          sums + g * all.sums);
        }
    }
    /// Zips every second group with the one before it: 2 tiles in each of their places.
    static HALFTONE_ALWAYS_INLINE void storeElement(std::uint8_t* to, Vector element, int group)
    {
        if (group % 2 == 0) {
            store(to, element);
            return;
        }
        std::uint8_t* before = to - tileCellBytes(TileVectors::kBlockTiles, 1);
        const Vector first = load(before);
        store(before, vzip1q_s32(first, element));
        store(to, vzip2q_s32(first, element));
    }

private:
    static HALFTONE_NOINLINE void multiplyGroup(const std::uint8_t* slab,
                                                const std::uint8_t* weights, int count, int factor,
                                                bool isFirst, std::int32_t* sums)
    {
        // [pair of output channels][pair of tiles]
        int32x4_t sum[2][8];
        const int64x2_t starts = vreinterpretq_s64_u8(neon::loadBytes(weights));
        HALFTONE_UNROLL
        for (int i = 0; i < 8; ++i) {
            sum[0][i] = vreinterpretq_s32_s64(vdupq_laneq_s64(starts, 0));
            sum[1][i] = vreinterpretq_s32_s64(vdupq_laneq_s64(starts, 1));
        }
        weights += 16;
        for (; count > 1; count -= 2, slab += 128, weights += 32) {
            const int8x16_t first = vreinterpretq_s8_u8(neon::loadBytes(weights));
            const int8x16_t second = vreinterpretq_s8_u8(neon::loadBytes(weights + 16));
            HALFTONE_UNROLL
            for (int i = 0; i < 8; ++i) {
                const int8x16_t tiles =
                    vreinterpretq_s8_u8(neon::loadBytes(slab + i % 2 * 64 + i / 2 * 16));
                sum[0][i] = vmmlaq_s32(sum[0][i], tiles, first);
                sum[1][i] = vmmlaq_s32(sum[1][i], tiles, second);
            }
        }
        if (count > 0) { // a group without another
            const Vector cells = load(weights);
            const int8x16_t first = vreinterpretq_s8_s32(vzip1q_s32(cells, zero()));
            const int8x16_t second = vreinterpretq_s8_s32(vzip2q_s32(cells, zero()));
            HALFTONE_UNROLL
            for (int i = 0; i < 8; ++i) {
                const Vector four = load(slab + i / 2 * 16);
                const int8x16_t tiles = vreinterpretq_s8_s32(i % 2 == 0 ? vzip1q_s32(four, zero())
                                                                        : vzip2q_s32(four, zero()));
                sum[0][i] = vmmlaq_s32(sum[0][i], tiles, first);
                sum[1][i] = vmmlaq_s32(sum[1][i], tiles, second);
            }
        }
        const int32x4_t times = vdupq_n_s32(factor);
        HALFTONE_UNROLL
        for (int v = 0; v < 4; ++v) {
            HALFTONE_UNROLL
            for (int pair = 0; pair < 2; ++pair) {
                const Vector low = sum[pair][2 * v];
                const Vector high = sum[pair][2 * v + 1];
                std::int32_t* to = sums + 2 * pair * TileVectors::kBlockTiles + v * kLanes;
                add(vuzp1q_s32(low, high), times, isFirst, to);
                add(vuzp2q_s32(low, high), times, isFirst, to + TileVectors::kBlockTiles);
            }
        }
    }

    static HALFTONE_ALWAYS_INLINE void add(Vector sum, Vector times, bool isFirst, std::int32_t* to)
    {
        vst1q_s32(to, vmlaq_s32(isFirst ? zero() : vld1q_s32(to), sum, times));
    }
};

using Form4 = tiles::ByteForm<Vectors, tiles::ByteAxis4>;
using Form2 = tiles::ByteForm<Vectors, tiles::ByteAxis2>;

} // namespace

void tileBytes4(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form4, TileOutput::Codes>(args);
}

void tileBytes4Logits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form4, TileOutput::Logits>(args);
}

void tileBytes2(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form2, TileOutput::Codes>(args);
}

void tileBytes2Logits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form2, TileOutput::Logits>(args);
}

} // namespace halftone::engine::kernels::neon_i8mm
