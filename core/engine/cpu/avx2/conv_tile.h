// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avx2/lanes.h"
#include "core/engine/cpu/kernel_args.h"

// What direct convolutions on 8 pixels of 4 channels share, whatever multiplies them: how they load
// pixels, requantize and store. Only for files compiled with AVX2. Internal linkage: every such
// file keeps its own copy.
namespace halftone::engine::kernels::avx2 {

inline constexpr int kTileOc = kCellChannels; ///< output channels of a register tile

enum class Width { Full, Ragged };
enum class Output { Codes, Logits };

/// Where a tile lies; `pixels` is the number of columns from x to the map's end.
struct Tile {
    int y;
    int x;
    int pixels;
};

static inline __m256i broadcastCell(const void* cell)
{
    return _mm256_castps_si256(_mm256_broadcast_ss(static_cast<const float*>(cell)));
}

/// 8 pixels at (dy, dx) from the tile's corner, which lies at an even column and, if `kEvenRow`, an
/// even row: with constant dy and dx the compiler sees which taps of an upsampled map share a load.
template <bool kEvenRow, Width kWidth, Reading kReading>
static inline __m256i loadPixels(const std::uint8_t* plane, std::ptrdiff_t rowStride,
                                 const Tile& tile, int dy, int dx)
{
    constexpr std::ptrdiff_t kCellBytes = kCellChannels;
    if constexpr (kReading != Reading::Upsampled2) {
        const std::uint8_t* cells = plane + (tile.y + dy) * rowStride + (tile.x + dx) * kCellBytes;
        if constexpr (kWidth == Width::Full) {
            return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(cells));
        } else {
            return loadCells(cells, firstLanes(tile.pixels));
        }
    } else {
        // Arithmetic shifts take row and column -1 to the border cells -1.
        const int row = kEvenRow ? tile.y / 2 + (dy >> 1) : (tile.y + dy) >> 1;
        const std::uint8_t* cells = plane + row * rowStride + (tile.x / 2 + (dx >> 1)) * kCellBytes;
        const int pixels = kWidth == Width::Full ? kLanes : tile.pixels; // even
        if (dx % 2 == 0) {
            return _mm256_permutevar8x32_epi32(loadCells(cells, firstLanes(pixels / 2)),
                                               _mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3));
        }
        // The first cell is the right half of its pair.
        return _mm256_permutevar8x32_epi32(loadCells(cells, firstLanes(pixels / 2 + 1)),
                                           _mm256_setr_epi32(0, 1, 1, 2, 2, 3, 3, 4));
    }
}

/// Requantizes 8 pixels of 4 output channels into 8 cells: fixed_point.h with the rounding constant
/// of t already in the sum. The saturating packs clamp to [0,255] in two steps (both monotone).
static inline __m256i requantizeCells(const __m256i (&sum)[kTileOc], const ConvArgs& args,
                                      int channel)
{
    __m256i q[kTileOc];
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const int c = channel + o;
        const __m256i t = _mm256_srav_epi32(sum[o], _mm256_set1_epi32(args.preShift[c]));
        const __m256i product = _mm256_mullo_epi32(t, _mm256_set1_epi32(args.multiplier[c]));
        const __m256i biased = _mm256_add_epi32(product, _mm256_set1_epi32(args.bias[c]));
        q[o] = _mm256_srav_epi32(biased, _mm256_set1_epi32(args.shift[c]));
    }
    // In each 128-bit lane: 4 pixels of channel 0, then of 1, 2, 3; the shuffle transposes that.
    const __m256i transpose = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
    const __m256i low = _mm256_packs_epi32(q[0], q[1]);
    const __m256i high = _mm256_packs_epi32(q[2], q[3]);
    const __m256i bytes = _mm256_packus_epi16(low, high);
    return _mm256_min_epu8(_mm256_shuffle_epi8(bytes, transpose),
                           _mm256_set1_epi8(static_cast<char>(args.maxCode)));
}

/// The codes of 8 pixels at the tile's corner.
template <Width kWidth>
static inline void storeCodes(const ConvArgs& args, const Tile& tile, int group,
                              const __m256i (&sum)[kTileOc])
{
    const __m256i cells = requantizeCells(sum, args, group * kTileOc);
    std::uint8_t* out = args.out + group * args.outGroupStride + tile.y * args.outRowStride
                        + std::ptrdiff_t{kCellChannels} * tile.x;
    if constexpr (kWidth == Width::Full) {
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), cells);
    } else {
        storeCells(out, firstLanes(tile.pixels), cells);
    }
}

/// The accumulators of 8 pixels at the tile's corner.
static inline void storeLogits(const ConvArgs& args, const Tile& tile, int group,
                               const __m256i (&sum)[kTileOc])
{
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const int channel = group * kTileOc + o;
        if (channel < args.outChannels) {
            std::int32_t* out = args.logits + channel * args.logitsChannelStride
                                + tile.y * args.logitsRowStride + tile.x;
            _mm256_maskstore_epi32(out, firstLanes(tile.pixels), sum[o]);
        }
    }
}

} // namespace halftone::engine::kernels::avx2
