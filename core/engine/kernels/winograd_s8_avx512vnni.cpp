// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Integer Winograd convolution F(2x2,3x3), unsigned activations of at most 6 bits x signed weights,
// AVX512-VNNI; what it computes and when it may be used stands in ../winograd.h.
//
// Lanes are tiles: a vector holds 16 neighbouring 2x2 output tiles (32 pixels of two rows), 4
// channels each. Of the 16 products of a tile, the 4 of one row of the transformed tile make a
// pass. A slab of transformed tiles, all input channels of up to four vectors (IC*64 bytes
// each in a pass), is multiplied by the weights of all output channels: register tile 4 products x
// 4 output channels = 16 sums, enough to cover the latency of two VPDPBUSD a cycle. A vector of the
// slab is loaded once for 4 products, a weight once, as VPDPBUSD's broadcast operand: 20 loads for
// 16 products. Measured on Zen 4, that runs at the register-only ceiling of one VPDPBUSD a cycle.
//
// The inverse transform along x happens in registers at the end of a pass; along y it adds passes
// up: pass 0 begins the upper pixels, pass 3 the lower ones, pass 1 adds to both, pass 2 completes
// them. Where all four passes of a slab fit L1 (up to 128 channels), they follow each other for the
// same 4 output channels, so that the 16 sums between them stay in registers or nearby. Else the
// slab holds one pass, and the sums of all output channels wait in scratch for the next.
//
// Weights: 4 * [outGroups*4] int32 corrections, one for each pixel of a tile (upper left, upper
// right, lower left, lower right), then cells of 4 input channels, [4 passes][outGroups][input
// groups][products][4 output channels]. Products are the columns 0 to 3; of an upsampled input 0,
// 1 and 3, and none in pass 2.
//
// Scratch: the sums, [outGroups][vectors of a block] of 1 KB; then the slab. Or the slab alone.
#include "core/engine/kernels/kernel_args.h"
#include "core/engine/kernels/requantize_avx512.h"
#include "core/engine/kernels/winograd_transform_avx512.h"

namespace halftone::engine::kernels::avx512vnni {
namespace {

constexpr int kTileOc = kCellChannels;
constexpr std::ptrdiff_t kSumVectors = 4 * kTileOc;

/// Sums of 4 products or, where `kProducts` is 3, of the columns 0, 1, 3.
template <int kProducts>
inline void addGroups(const std::uint8_t*& slab, const std::int32_t*& weights, int groups,
                      __m512i (&sum)[4][kTileOc])
{
    for (int g = 0; g < groups; ++g) {
        HALFTONE_UNROLL
        for (int p = 0; p < kProducts; ++p) {
            const __m512i pixels = _mm512_load_si512(slab + p * kVectorBytes);
            const int column = kProducts == 3 && p == 2 ? 3 : p;
            HALFTONE_UNROLL
            for (int o = 0; o < kTileOc; ++o) {
                sum[column][o] = _mm512_dpbusd_epi32(sum[column][o], pixels,
                                                     _mm512_set1_epi32(weights[p * kTileOc + o]));
            }
        }
        slab += kProducts * kVectorBytes;
        weights += kProducts * kTileOc;
    }
}

/// Interleaves the left and right pixels of 16 tiles and stores those left of the map's end.
inline void storeRow(std::uint8_t* row, int pixels, __m512i left, __m512i right)
{
    const __m512i low = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const __m512i high =
        _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    _mm512_mask_storeu_epi32(row, firstLanes(pixels), _mm512_permutex2var_epi32(left, low, right));
    _mm512_mask_storeu_epi32(row + kVectorBytes, firstLanes(pixels - kLanes),
                             _mm512_permutex2var_epi32(left, high, right));
}

/// Where the pixels of 16 tiles of 4 output channels go.
struct Target {
    std::uint8_t* upper;
    std::uint8_t* lower; ///< null: no such row
    int pixels;          ///< columns left in the map
    int channel;         ///< first of the 4
    __m512i maxCode;
};

inline void storeTiles(const ConvArgs& args, const Target& target,
                       const __m512i (&upperLeft)[kTileOc], const __m512i (&upperRight)[kTileOc],
                       const __m512i (&lowerLeft)[kTileOc], const __m512i (&lowerRight)[kTileOc])
{
    prefetchRows(target.upper + 2 * args.outRowStride, args.outRowStride);
    storeRow(target.upper, target.pixels,
             requantizeCells(upperLeft, args, target.channel, target.maxCode),
             requantizeCells(upperRight, args, target.channel, target.maxCode));
    if (target.lower != nullptr) {
        storeRow(target.lower, target.pixels,
                 requantizeCells(lowerLeft, args, target.channel, target.maxCode),
                 requantizeCells(lowerRight, args, target.channel, target.maxCode));
    }
}

/// First values of the sums: pass 0 starts the upper pixels, pass 3 the negative lower ones. Column
/// 0 reaches the left pixels only, column 3 the negative right ones.
template <int kPass>
inline void startSums(const ConvArgs& args, int channel, __m512i (&sum)[4][kTileOc])
{
    const auto* corrections = static_cast<const std::int32_t*>(args.weights);
    const int channels = args.outGroups * kTileOc;
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        sum[0][o] = sum[1][o] = sum[2][o] = sum[3][o] = _mm512_setzero_si512();
        if constexpr (kPass == 0 || kPass == 3) {
            const std::int32_t start = args.start[channel + o];
            const std::int32_t* pair = corrections + channel + o + (kPass == 0 ? 0 : 2 * channels);
            const std::int32_t left = start + pair[0];
            const std::int32_t right = start + pair[channels];
            sum[0][o] = _mm512_set1_epi32(kPass == 0 ? left : -left);
            sum[3][o] = _mm512_set1_epi32(kPass == 0 ? -right : right);
        }
    }
}

/// Products of one vector of tiles and 4 output channels in one pass, into `sums`; pass 2 writes
/// the codes.
template <int kPass>
inline void multiplyVector(const ConvArgs& args, const std::uint8_t* slab,
                           const std::int32_t* weights, __m512i* sums, const Target& target)
{
    __m512i sum[4][kTileOc];
    startSums<kPass>(args, target.channel, sum);
    for (int i = 0; i < args.inputCount; ++i) {
        if (args.inputs[i].reading == Reading::Direct) {
            addGroups<4>(slab, weights, args.inputs[i].groups, sum);
        } else if (kPass != 2) {
            addGroups<3>(slab, weights, args.inputs[i].groups, sum);
        }
    }
    __m512i left[kTileOc];
    __m512i right[kTileOc];
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        left[o] = _mm512_add_epi32(sum[0][o], _mm512_add_epi32(sum[1][o], sum[2][o]));
        right[o] = _mm512_sub_epi32(_mm512_sub_epi32(sum[1][o], sum[2][o]), sum[3][o]);
    }
    __m512i* upper = sums;
    __m512i* lower = sums + 2 * kTileOc;
    if constexpr (kPass == 0 || kPass == 3) {
        __m512i* begun = kPass == 0 ? upper : lower;
        const __m512i zero = _mm512_setzero_si512();
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            begun[o] = kPass == 0 ? left[o] : _mm512_sub_epi32(zero, left[o]);
            begun[kTileOc + o] = kPass == 0 ? right[o] : _mm512_sub_epi32(zero, right[o]);
        }
    } else if constexpr (kPass == 1) {
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            upper[o] = _mm512_add_epi32(upper[o], left[o]);
            upper[kTileOc + o] = _mm512_add_epi32(upper[kTileOc + o], right[o]);
            lower[o] = _mm512_add_epi32(lower[o], left[o]);
            lower[kTileOc + o] = _mm512_add_epi32(lower[kTileOc + o], right[o]);
        }
    } else {
        __m512i lowerLeft[kTileOc];
        __m512i lowerRight[kTileOc];
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            lowerLeft[o] = _mm512_sub_epi32(lower[o], left[o]);
            lowerRight[o] = _mm512_sub_epi32(lower[kTileOc + o], right[o]);
            left[o] = _mm512_add_epi32(upper[o], left[o]);
            right[o] = _mm512_add_epi32(upper[kTileOc + o], right[o]);
        }
        storeTiles(args, target, left, right, lowerLeft, lowerRight);
    }
}

/// Cells of weights, or vectors of a slab, of one output group and one vector of tiles.
struct Counts {
    std::ptrdiff_t perPass;
    std::ptrdiff_t inPass2;
};

Target targetOf(const ConvArgs& args, const Block& block, int group, int vector)
{
    const int x = block.x + vector * kVectorPixels;
    std::uint8_t* upper = args.out + group * args.outGroupStride + block.y * args.outRowStride
                          + std::ptrdiff_t{kCellChannels} * x;
    return {upper, block.y + 1 < args.rowEnd ? upper + args.outRowStride : nullptr, args.width - x,
            group * kTileOc, _mm512_set1_epi8(static_cast<char>(args.maxCode))};
}

/// One pass over a block.
template <int kPass>
void runPass(const ConvArgs& args, const Block& block, const std::int32_t* weights,
             std::ptrdiff_t products, int maxVectors)
{
    auto* sums = static_cast<__m512i*>(args.scratch);
    auto* const begin = reinterpret_cast<std::uint8_t*>(
        sums + std::ptrdiff_t{args.outGroups} * maxVectors * kSumVectors);
    Slab slab{{begin, begin, begin, begin}};
    for (int v = 0; v < block.vectors; ++v) {
        for (int i = 0; i < args.inputCount; ++i) {
            transformInput<kPass>(args.inputs[i], block, v, args.width, slab);
        }
    }
    for (int group = 0; group < args.outGroups; ++group) {
        for (int v = 0; v < block.vectors; ++v) {
            multiplyVector<kPass>(args, begin + v * products * kVectorBytes, weights,
                                  sums + (group * maxVectors + v) * kSumVectors,
                                  targetOf(args, block, group, v));
        }
        weights += products * kTileOc;
    }
}

/// All passes over a block at once: sums stay in registers, or near them, between the passes.
void runWhole(const ConvArgs& args, const Block& block, const std::int32_t* const (&weights)[4],
              const Counts& products)
{
    auto* const begin = static_cast<std::uint8_t*>(args.scratch);
    const std::ptrdiff_t passBytes = block.vectors * products.perPass * kVectorBytes;
    Slab slab{{begin, begin + passBytes, begin + 2 * passBytes, begin + 3 * passBytes}};
    const Slab start = slab;
    for (int v = 0; v < block.vectors; ++v) {
        for (int i = 0; i < args.inputCount; ++i) {
            transformInput<kAllPasses>(args.inputs[i], block, v, args.width, slab);
        }
    }
    for (int group = 0; group < args.outGroups; ++group) {
        const std::ptrdiff_t cell = group * products.perPass * kTileOc;
        const std::ptrdiff_t cell2 = group * products.inPass2 * kTileOc;
        for (int v = 0; v < block.vectors; ++v) {
            const Target target = targetOf(args, block, group, v);
            const std::ptrdiff_t at = v * products.perPass * kVectorBytes;
            __m512i sums[kSumVectors];
            multiplyVector<3>(args, start.pass[3] + at, weights[3] + cell, sums, target);
            multiplyVector<0>(args, start.pass[0] + at, weights[0] + cell, sums, target);
            multiplyVector<1>(args, start.pass[1] + at, weights[1] + cell, sums, target);
            multiplyVector<2>(args, start.pass[2] + v * products.inPass2 * kVectorBytes,
                              weights[2] + cell2, sums, target);
        }
    }
}

} // namespace

void winograd3x3S8(const ConvArgs& args)
{
    // 16 products for every group of 4 channels of a direct input, 9 for an upsampled one.
    Counts products{0, 0};
    for (int i = 0; i < args.inputCount; ++i) {
        const bool direct = args.inputs[i].reading == Reading::Direct;
        products.perPass += (direct ? 4 : 3) * args.inputs[i].groups;
        products.inPass2 += (direct ? 4 : 0) * args.inputs[i].groups;
    }
    const std::ptrdiff_t outChannels = std::ptrdiff_t{args.outGroups} * kTileOc;
    const std::ptrdiff_t passCells = outChannels * products.perPass;
    const std::int32_t* first = static_cast<const std::int32_t*>(args.weights) + 4 * outChannels;
    const std::int32_t* const weights[4] = {first, first + passCells, first + 2 * passCells,
                                            first + 2 * passCells + outChannels * products.inPass2};

    const WinogradBlocking blocking = winogradBlocking(products.perPass);
    const int vectors = blocking.vectors;
    for (int y = args.rowBegin; y < args.rowEnd; y += 2) {
        for (int x = 0; x < args.width; x += vectors * kVectorPixels) {
            const int left = (args.width - x + kVectorPixels - 1) / kVectorPixels;
            const Block block{y, x, left < vectors ? left : vectors, args.rowEnd};
            if (blocking.whole) {
                runWhole(args, block, weights, products);
            } else {
                runPass<0>(args, block, weights[0], products.perPass, vectors);
                runPass<3>(args, block, weights[3], products.perPass, vectors);
                runPass<1>(args, block, weights[1], products.perPass, vectors);
                runPass<2>(args, block, weights[2], products.inPass2, vectors);
            }
        }
    }
}

} // namespace halftone::engine::kernels::avx512vnni
