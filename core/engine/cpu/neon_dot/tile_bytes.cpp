// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3) and F(2x2,3x3) in bytes, SDOT: cpu/tiles/tile_conv.h on NEON with dot products.
#include "core/engine/cpu/neon/tile_vectors.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::neon_dot {
namespace {

using neon::kLanes;
using tiles::TileOutput;

/// The products of cpu/tiles/ at one position: a block by 4 output channels. The loop: 16 SDOT, 5
/// loads of 16 bytes, 3 others for 256 products, by F(4x4,3x3) as much as 752 of the direct form
/// (upsampled inputs 1475), by F(2x2,3x3) as much as 576 (1024).
struct Vectors : neon::TileVectors {
    /// Sums up `count` groups of 4 channels from the starts in front of the weights; adds them,
    /// times `factor`, to [4][block] int32 of every group of output
    /// channels, or writes them if `isFirst`. The whole block, four
    /// vectors: 16 sums. 4 loads of cells and 1 of weights, a lane of which is an output channel's,
    /// for 16 SDOT.
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
    static HALFTONE_ALWAYS_INLINE void storeElement(std::uint8_t* to, Vector element, int)
    {
        store(to, element);
    }

private:
    static HALFTONE_NOINLINE void multiplyGroup(const std::uint8_t* slab,
                                                const std::uint8_t* weights, int count, int factor,
                                                bool isFirst, std::int32_t* sums)
    {
        int32x4_t sum[kCellChannels][4];
        HALFTONE_UNROLL
        for (int o = 0; o < kCellChannels; ++o) {
            HALFTONE_UNROLL
            for (int v = 0; v < 4; ++v) {
                sum[o][v] = fillCell(weights + 4 * o);
            }
        }
        weights += 16;
        for (int g = 0; g < count; ++g, slab += 64, weights += 16) {
            const int8x16_t cells = vreinterpretq_s8_u8(neon::loadBytes(weights));
            HALFTONE_UNROLL
            for (int v = 0; v < 4; ++v) {
                const int8x16_t tiles = vreinterpretq_s8_u8(neon::loadBytes(slab + v * 16));
                sum[0][v] = vdotq_laneq_s32(sum[0][v], tiles, cells, 0);
                sum[1][v] = vdotq_laneq_s32(sum[1][v], tiles, cells, 1);
                sum[2][v] = vdotq_laneq_s32(sum[2][v], tiles, cells, 2);
                sum[3][v] = vdotq_laneq_s32(sum[3][v], tiles, cells, 3);
            }
        }
        const int32x4_t times = vdupq_n_s32(factor);
        HALFTONE_UNROLL
        for (int o = 0; o < kCellChannels; ++o) {
            HALFTONE_UNROLL
            for (int v = 0; v < 4; ++v) {
                std::int32_t* to = sums + o * TileVectors::kBlockTiles + v * kLanes;
                const int32x4_t before = isFirst ? vdupq_n_s32(0) : vld1q_s32(to);
                vst1q_s32(to, vmlaq_s32(before, sum[o][v], times));
            }
        }
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

} // namespace halftone::engine::kernels::neon_dot
