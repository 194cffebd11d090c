// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Integer Winograd convolution F(2x2,3x3), unsigned activations of at most 6 bits x signed weights,
// AVX512-VNNI; what it computes and when it may be used stands in packing/winograd.h.
//
// Lanes are tiles: a vector holds 16 neighbouring 2x2 output tiles (32 pixels of two rows), 4
// channels each. Of the 16 products of a tile, the 4 of one row of the transformed tile make a
// pass. A slab of transformed tiles, all input channels of up to four vectors (IC*64 bytes
// each in a pass), is multiplied by the weights of all output channels: register tile 4 products x
// 4 output channels = 16 sums, enough to cover the latency of two VPDPBUSD a cycle. A vector of the
// slab is loaded once for 4 products, a weight once, as VPDPBUSD's broadcast operand: 20 loads for
// 16 products. Measured on Zen 4, that runs at the register-only ceiling of one VPDPBUSD a cycle.
//
// The inverse transform along x happens in registers at the end of a pass. Along y, pass 1 adds to
// the upper and the lower pixels, pass 2 adds to the upper and subtracts from the lower ones; the
// sums of pass 0 then start from the upper pixels and complete them, those of pass 3 the lower
// ones: column 0 reaches the left pixel alone, column 3 the right one. Where all four passes of a
// slab fit L1 (up to 128 channels), they follow each other for the same 4 output channels, and the
// at most 8 sums between them stay in registers. Else the slab holds one pass, and the sums of all
// output channels wait in scratch for the next.
//
// Weights: 4 * [outGroups*4] int32 corrections: what the left and the right pixels of pass 1 and of
// pass 2 start from; then cells of 4 input channels, [4 passes][outGroups][input
// groups][products][4 output channels]. Products are the columns 0 to 3; of an upsampled input 0,
// 1 and 3, and none in pass 2.
//
// Scratch: the sums, [outGroups][vectors of a block] of 1 KB; then the slab. Or the slab alone.
#include "core/engine/cpu/avx512vnni/requantize.h"
#include "core/engine/cpu/avx512vnni/winograd_transform.h"
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::avx512vnni {
namespace {

constexpr int kTileOc = kCellChannels;

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

/// Sums of 16 tiles, 4 output channels, of one row of pixels.
struct Pixels {
    __m512i left[kTileOc];
    __m512i right[kTileOc];
};

/// What is known of 16 tiles between the passes. After pass 1, `upper` is what it adds to either.
struct Sums {
    Pixels upper;
    Pixels lower;
};

inline void storePixels(const ConvArgs& args, const Target& target, std::uint8_t* row,
                        Pixels pixels)
{
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const ChannelLanes channel = loadChannel(args, target.channel + o);
        pixels.left[o] = requantize(channel, pixels.left[o]);
        pixels.right[o] = requantize(channel, pixels.right[o]);
    }
    storeRow(row, target.pixels, packCells(pixels.left, target.maxCode),
             packCells(pixels.right, target.maxCode));
}

/// What pass 1 or 2 starts from.
template <int kPass>
inline Pixels startOf(const ConvArgs& args, int channel)
{
    const int channels = args.outGroups * kTileOc;
    const std::int32_t* corrections =
        static_cast<const std::int32_t*>(args.weights) + (kPass == 1 ? 0 : 2 * channels) + channel;
    Pixels pixels;
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        pixels.left[o] = _mm512_set1_epi32(corrections[o]);
        pixels.right[o] = _mm512_set1_epi32(corrections[channels + o]);
        if constexpr (kPass == 1) {
            // Through this pass the rounding constant reaches the upper and the lower pixels.
            const __m512i start = _mm512_set1_epi32(args.start[channel + o]);
            pixels.left[o] = _mm512_add_epi32(pixels.left[o], start);
            pixels.right[o] = _mm512_add_epi32(pixels.right[o], start);
        }
    }
    return pixels;
}

/// `start` and the products of one vector of tiles and 4 output channels in one pass.
template <int kPass>
HALFTONE_ALWAYS_INLINE Pixels multiply(const ConvArgs& args, const std::uint8_t* slab,
                                       const std::int32_t* weights, const Pixels& start)
{
    __m512i sum[4][kTileOc];
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        sum[0][o] = start.left[o];
        sum[1][o] = sum[2][o] = _mm512_setzero_si512();
        sum[3][o] = start.right[o];
    }
    for (int i = 0; i < args.inputCount; ++i) {
        if (args.inputs[i].reading == Reading::Direct) {
            addGroups<4>(slab, weights, args.inputs[i].groups, sum);
        } else if (kPass != 2) {
            addGroups<3>(slab, weights, args.inputs[i].groups, sum);
        }
    }
    Pixels pixels;
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        pixels.left[o] = _mm512_add_epi32(sum[0][o], _mm512_add_epi32(sum[1][o], sum[2][o]));
        pixels.right[o] = _mm512_add_epi32(sum[3][o], _mm512_sub_epi32(sum[1][o], sum[2][o]));
    }
    return pixels;
}

/// One pass, in the order 1, 2, 0, 3; pass 0 writes the upper row of codes, pass 3 the lower one.
template <int kPass>
HALFTONE_ALWAYS_INLINE void multiplyVector(const ConvArgs& args, const std::uint8_t* slab,
                                           const std::int32_t* weights, Sums& sums,
                                           const Target& target)
{
    if constexpr (kPass == 1) {
        sums.upper = multiply<1>(args, slab, weights, startOf<1>(args, target.channel));
    } else if constexpr (kPass == 2) {
        const Pixels pixels = multiply<2>(args, slab, weights, startOf<2>(args, target.channel));
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            sums.lower.left[o] = _mm512_sub_epi32(sums.upper.left[o], pixels.left[o]);
            sums.lower.right[o] = _mm512_sub_epi32(sums.upper.right[o], pixels.right[o]);
            sums.upper.left[o] = _mm512_add_epi32(sums.upper.left[o], pixels.left[o]);
            sums.upper.right[o] = _mm512_add_epi32(sums.upper.right[o], pixels.right[o]);
        }
    } else if constexpr (kPass == 0) {
        prefetchRows(target.upper + 2 * args.outRowStride, args.outRowStride);
        storePixels(args, target, target.upper, multiply<0>(args, slab, weights, sums.upper));
    } else if (target.lower != nullptr) {
        storePixels(args, target, target.lower, multiply<3>(args, slab, weights, sums.lower));
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
    auto* const sums = static_cast<Sums*>(args.scratch);
    auto* const begin =
        reinterpret_cast<std::uint8_t*>(sums + std::ptrdiff_t{args.outGroups} * maxVectors);
    Slab slab{{begin, begin, begin, begin}};
    for (int v = 0; v < block.vectors; ++v) {
        for (int i = 0; i < args.inputCount; ++i) {
            transformInput<kPass>(args.inputs[i], block, v, args.width, slab);
        }
    }
    for (int group = 0; group < args.outGroups; ++group) {
        for (int v = 0; v < block.vectors; ++v) {
            multiplyVector<kPass>(args, begin + v * products * kVectorBytes, weights,
                                  sums[group * maxVectors + v], targetOf(args, block, group, v));
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
            Sums sums;
            multiplyVector<1>(args, start.pass[1] + at, weights[1] + cell, sums, target);
            multiplyVector<2>(args, start.pass[2] + v * products.inPass2 * kVectorBytes,
                              weights[2] + cell2, sums, target);
            multiplyVector<0>(args, start.pass[0] + at, weights[0] + cell, sums, target);
            multiplyVector<3>(args, start.pass[3] + at, weights[3] + cell, sums, target);
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
                runPass<1>(args, block, weights[1], products.perPass, vectors);
                runPass<2>(args, block, weights[2], products.inPass2, vectors);
                runPass<0>(args, block, weights[0], products.perPass, vectors);
                runPass<3>(args, block, weights[3], products.perPass, vectors);
            }
        }
    }
}

} // namespace halftone::engine::kernels::avx512vnni
