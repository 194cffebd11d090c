// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Integer Winograd convolution F(2x2,3x3), unsigned activations of at most 6 bits x signed weights,
// AVX512-VNNI; what it computes and when it may be used stands in ../winograd.h.
//
// Lanes are tiles: a vector holds 16 neighbouring 2x2 output tiles (32 pixels of two rows), 4
// channels each. Of the 16 products of a tile, the 4 of one row of the transformed tile make a
// pass. A pass transforms its slab, all input channels of up to kMaxVectors vectors (IC*64 bytes
// each, so that it lies in L1), then multiplies it with the weights of all output channels:
// register tile 4 products x 4 output channels = 16 sums, enough to cover the latency of two
// VPDPBUSD a cycle. A vector of the slab is loaded once for 4 products, a weight once, as
// VPDPBUSD's broadcast operand: 20 loads for 16 products. Measured on Zen 4, that runs at the
// register-only ceiling of one VPDPBUSD a cycle.
//
// The inverse transform along x happens in registers at the end of a pass; along y it adds passes
// up: pass 0 begins the upper pixels, pass 3 the lower ones, pass 1 adds to both, pass 2 completes
// them. The sums of one tile vector and 4 output channels between passes are 16 vectors of scratch.
//
// Weights: 4 * [outGroups*4] int32 corrections, one for each pixel of a tile (upper left, upper
// right, lower left, lower right), then cells of 4 input channels, [4 passes][outGroups][input
// groups][products][4 output channels]. Products are the columns 0 to 3; of an upsampled input 0,
// 1 and 3, and none in pass 2.
//
// Scratch: the sums, [outGroups][kMaxVectors] of 1 KB; then the slab.
#include "core/engine/kernels/kernel_args.h"
#include "core/engine/kernels/requantize_avx512.h"

namespace halftone::engine::kernels::avx512vnni {
namespace {

constexpr int kTileOc = kCellChannels;
constexpr int kLanes = 16;
constexpr int kVectorBytes = 64;
constexpr int kVectorPixels = 2 * kLanes;
constexpr int kMaxVectors = kWinogradVectors;
constexpr std::ptrdiff_t kSumVectors = 4 * kTileOc;

/// Up to kMaxVectors vectors of tiles of one tile row.
struct Block {
    int y;       ///< upper output row, even
    int x;       ///< first output column
    int vectors; ///< at least 1
    int lastRow; ///< largest row of a direct input that may be read
};

inline __m512i offsetBy128(__m512i bytes)
{
    return _mm512_xor_si512(bytes, _mm512_set1_epi8(-128));
}

/// What row `kPass` of B^T makes of the rows of a tile: `a` and `b` are the two it takes.
template <int kPass>
inline __m512i combineRows(__m512i a, __m512i b)
{
    return kPass == 1 ? _mm512_add_epi8(a, b) : _mm512_sub_epi8(a, b);
}

/// Transforms one vector of tiles of one group of channels of a direct input; `upper` and `lower`
/// point to pixel x of the two rows that the pass takes, `cells` counts the cells from there that
/// may be read, the border included. Codes are at most 63, so sums and differences of two, and sums
/// of four, fit 8 bits; whatever stands right of the border or below it only reaches pixels that
/// are not stored.
template <int kPass>
inline void transformDirect(const std::uint8_t* upper, const std::uint8_t* lower, int cells,
                            std::uint8_t* slab)
{
    const __m512i even =
        _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const __m512i odd =
        _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    const auto combined = [&](int offset, __mmask16 lanes) {
        return combineRows<kPass>(_mm512_maskz_loadu_epi32(lanes, upper + offset),
                                  _mm512_maskz_loadu_epi32(lanes, lower + offset));
    };
    const __m512i first = combined(0, firstLanes(cells));
    const __m512i second = combined(kVectorBytes, firstLanes(cells - kLanes));
    const __m512i next = combined(2 * kVectorBytes, firstLanes(cells > kVectorPixels ? 1 : 0));
    // The cell left of the first, in the last lane.
    const __m512i before = combined(-kVectorBytes, 0x8000);
    const __m512i c1 = _mm512_permutex2var_epi32(first, even, second);
    const __m512i c2 = _mm512_permutex2var_epi32(first, odd, second);
    const __m512i c0 = _mm512_alignr_epi32(c2, before, kLanes - 1);
    const __m512i c3 = _mm512_alignr_epi32(next, c1, 1);
    const __m512i sum = _mm512_add_epi8(c1, c2);
    _mm512_store_si512(slab, offsetBy128(_mm512_sub_epi8(c0, c2)));
    _mm512_store_si512(slab + kVectorBytes, kPass == 1 ? sum : offsetBy128(sum));
    _mm512_store_si512(slab + 2 * kVectorBytes, offsetBy128(_mm512_sub_epi8(c2, c1)));
    _mm512_store_si512(slab + 3 * kVectorBytes, offsetBy128(_mm512_sub_epi8(c1, c3)));
}

/// The same for an input at half the size: the rows of a tile are s[i-1], s[i], s[i], s[i+1], and
/// so are its columns, so that the differences of the middle ones vanish. The pointers are at cell
/// i.
template <int kPass>
inline void transformUpsampled(const std::uint8_t* upper, const std::uint8_t* lower, int cells,
                               std::uint8_t* slab)
{
    const auto combined = [&](int offset, __mmask16 lanes) {
        return combineRows<kPass>(_mm512_maskz_loadu_epi32(lanes, upper + offset),
                                  _mm512_maskz_loadu_epi32(lanes, lower + offset));
    };
    const __m512i left = combined(-kCellChannels, firstLanes(cells + 1));
    const __m512i middle = combined(0, firstLanes(cells));
    const __m512i right = combined(kCellChannels, firstLanes(cells - 1));
    const __m512i sum = _mm512_add_epi8(middle, middle);
    _mm512_store_si512(slab, offsetBy128(_mm512_sub_epi8(left, middle)));
    _mm512_store_si512(slab + kVectorBytes, kPass == 1 ? sum : offsetBy128(sum));
    _mm512_store_si512(slab + 2 * kVectorBytes, offsetBy128(_mm512_sub_epi8(middle, right)));
}

/// Writes the slab of one input; returns its end.
template <int kPass>
std::uint8_t* transformInput(const ConvInput& input, const Block& block, int vector, int width,
                             std::uint8_t* slab)
{
    // Rows of B^T: d0 - d2, d1 + d2, d2 - d1, d1 - d3.
    constexpr int kUpperRow = kPass == 0 ? 0 : (kPass == 2 ? 2 : 1);
    constexpr int kLowerRow = kPass == 3 ? 3 : (kPass == 2 ? 1 : 2);
    const int x = block.x + vector * kVectorPixels;
    if (input.reading == Reading::Upsampled2) {
        if constexpr (kPass != 2) {
            const int y = block.y / 2;
            const std::ptrdiff_t offset = std::ptrdiff_t{kCellChannels} * (x / 2);
            const std::uint8_t* upper =
                input.data + (kPass == 0 ? y - 1 : y) * input.rowStride + offset;
            const std::uint8_t* lower =
                input.data + (kPass == 3 ? y + 1 : y) * input.rowStride + offset;
            for (int g = 0; g < input.groups; ++g) {
                transformUpsampled<kPass>(upper, lower, (width - x) / 2 + 1, slab);
                upper += input.groupStride;
                lower += input.groupStride;
                slab += 3 * kVectorBytes;
            }
        }
        return slab;
    }
    const auto rowAt = [&](int row) {
        const int y = block.y - 1 + row;
        return input.data + (y < block.lastRow ? y : block.lastRow) * input.rowStride
               + std::ptrdiff_t{kCellChannels} * x;
    };
    const std::uint8_t* upper = rowAt(kUpperRow);
    const std::uint8_t* lower = rowAt(kLowerRow);
    for (int g = 0; g < input.groups; ++g) {
        transformDirect<kPass>(upper, lower, width - x + 1, slab);
        upper += input.groupStride;
        lower += input.groupStride;
        slab += 4 * kVectorBytes;
    }
    return slab;
}

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

/// One pass over a block; returns the weights of the next.
template <int kPass>
void runPass(const ConvArgs& args, const Block& block, const std::int32_t* weights)
{
    auto* sums = static_cast<__m512i*>(args.scratch);
    auto* const slab = reinterpret_cast<std::uint8_t*>(
        sums + std::ptrdiff_t{args.outGroups} * kMaxVectors * kSumVectors);
    std::uint8_t* end = slab;
    for (int v = 0; v < block.vectors; ++v) {
        for (int i = 0; i < args.inputCount; ++i) {
            end = transformInput<kPass>(args.inputs[i], block, v, args.width, end);
        }
    }
    const std::ptrdiff_t slabBytes = (end - slab) / block.vectors;
    const std::ptrdiff_t groupWeights = slabBytes / kVectorBytes * kTileOc;
    const bool hasLower = block.y + 1 < args.rowEnd;
    for (int group = 0; group < args.outGroups; ++group) {
        std::uint8_t* row = args.out + group * args.outGroupStride + block.y * args.outRowStride;
        for (int v = 0; v < block.vectors; ++v) {
            const int x = block.x + v * kVectorPixels;
            std::uint8_t* upper = row + std::ptrdiff_t{kCellChannels} * x;
            multiplyVector<kPass>(
                args, slab + v * slabBytes, weights, sums + (group * kMaxVectors + v) * kSumVectors,
                {upper, hasLower ? upper + args.outRowStride : nullptr, args.width - x,
                 group * kTileOc, _mm512_set1_epi8(static_cast<char>(args.maxCode))});
        }
        weights += groupWeights;
    }
}

} // namespace

void winograd3x3S8(const ConvArgs& args)
{
    // Cells of one output group: 16 products of 4 output channels for a direct group of channels,
    // 9 for an upsampled one, spread over the passes.
    int directGroups = 0;
    int upsampledGroups = 0;
    for (int i = 0; i < args.inputCount; ++i) {
        const bool direct = args.inputs[i].reading == Reading::Direct;
        (direct ? directGroups : upsampledGroups) += args.inputs[i].groups;
    }
    const std::ptrdiff_t rowCells =
        std::ptrdiff_t{args.outGroups} * kTileOc * (4 * directGroups + 3 * upsampledGroups);
    const std::ptrdiff_t thirdRowCells =
        std::ptrdiff_t{args.outGroups} * kTileOc * 4 * directGroups;
    const std::int32_t* first =
        static_cast<const std::int32_t*>(args.weights) + 4 * args.outGroups * kTileOc;
    const int fitting = kWinogradSlabBytes / ((directGroups + upsampledGroups) * 4 * kVectorBytes);
    const int vectors = fitting < 1 ? 1 : (fitting > kMaxVectors ? kMaxVectors : fitting);
    for (int y = args.rowBegin; y < args.rowEnd; y += 2) {
        for (int x = 0; x < args.width; x += vectors * kVectorPixels) {
            const int left = (args.width - x + kVectorPixels - 1) / kVectorPixels;
            const Block block{y, x, left < vectors ? left : vectors, args.rowEnd};
            runPass<0>(args, block, first);
            runPass<3>(args, block, first + 2 * rowCells + thirdRowCells);
            runPass<1>(args, block, first + rowCells);
            runPass<2>(args, block, first + 2 * rowCells);
        }
    }
}

} // namespace halftone::engine::kernels::avx512vnni
