// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct 3x3 convolution with upsampling folded into it, unsigned 8-bit activations x signed 8-bit
// weights, AVX512-VNNI; what it computes stands in packing/folded.h.
//
// Register tile: 2 rows x 32 pixels x 4 output channels = 16 accumulators. Over the upsampled maps
// they are 4 phases, 16 pixels of the low resolution each: 9 loads of source pixels and 64
// weights, which VPDPBUSD broadcasts from memory, for 64 products. Then the phases of a row are
// interleaved, once for all channels, and the direct maps follow in the order of pixels: 8 loads of
// pixels and 12 of weights for 48 products.
//
// Weights: int32 cells of 4 input channels; of every group of 4 output channels
//     of every upsampled input: [input groups][16 products][4 output channels], then the products
//         that do not fit in there, of phase 0, 1, 2, 3: how many, then for each its place (see
//         FoldedPlace) and 4 cells, one for each output channel;
//     of every direct input: [input groups][KX][KY][4 output channels].
#include "core/engine/cpu/avx512vnni/lanes.h"
#include "core/engine/cpu/avx512vnni/requantize.h"
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::avx512vnni {
namespace {

constexpr int kTileRows = 2;
constexpr int kTileX = 2 * kLanes;
constexpr int kTileOc = kCellChannels;
constexpr int kKernel = 3;

/// First of rows and left or right phase; then of rows and left or right half of 32 pixels.
struct Accumulators {
    __m512i sum[kTileRows][2][kTileOc];
};

/// Where a tile lies, y and x even; bits for what is inside the map.
struct Tile {
    int y;
    int x;
    __mmask16 half[2]; ///< pixels
    __mmask16 source;  ///< pixels of the low resolution
};

/// Adds the products of 16 source pixels with a cell of each output channel.
HALFTONE_ALWAYS_INLINE void addProducts(__m512i (&sum)[kTileOc], __m512i pixels,
                                        const std::int32_t* weights)
{
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        sum[o] = _mm512_dpbusd_epi32(sum[o], pixels, _mm512_set1_epi32(weights[o]));
    }
}

/// The source row (column) that each of the four forms of 3 taps reads; forms 0 and 1 are of phase
/// 0.
constexpr int kSourceOf[4] = {0, 1, 1, 2};

/// One group of 4 channels of an upsampled map; `corner` is the source pixel above and left of the
/// tile's.
template <Width kWidth>
inline void addFoldedGroup(const std::uint8_t* corner, std::ptrdiff_t rowStride, __mmask16 lanes,
                           const std::int32_t* weights, Accumulators& acc)
{
    HALFTONE_UNROLL
    for (int row = 0; row < kKernel; ++row) {
        HALFTONE_UNROLL
        for (int column = 0; column < kKernel; ++column) {
            const __m512i pixels =
                loadCells<kWidth>(corner + row * rowStride + column * kCellChannels, lanes);
            HALFTONE_UNROLL
            for (int form = 0; form < 16; ++form) {
                if (kSourceOf[form / 4] == row && kSourceOf[form % 4] == column) {
                    addProducts(acc.sum[form / 8][form % 4 / 2], pixels, weights + form * kTileOc);
                }
            }
        }
    }
}

/// The source pixels that an extra product reads.
template <Width kWidth>
inline __m512i loadPlace(const ConvInput& input, const std::uint8_t* corner, __mmask16 lanes,
                         std::int32_t word)
{
    const FoldedPlace place = foldedPlace(word);
    return loadCells<kWidth>(corner + place.group * input.groupStride + place.row * input.rowStride
                                 + place.column * kCellChannels,
                             lanes);
}

/// The products of one phase that do not fit in cells of their own; moves `weights` on. Two at a
/// time: four sums alone would wait for each other.
template <Width kWidth>
inline void addExtras(const ConvInput& input, const std::uint8_t* corner, __mmask16 lanes,
                      const std::int32_t*& weights, __m512i (&sum)[kTileOc])
{
    constexpr int kWords = 1 + kTileOc;
    const std::int32_t count = *weights++;
    if (count == 0) {
        return;
    }
    __m512i second[kTileOc];
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        second[o] = _mm512_setzero_si512();
    }
    std::int32_t i = 0;
    for (; i + 2 <= count; i += 2) {
        addProducts(sum, loadPlace<kWidth>(input, corner, lanes, weights[0]), weights + 1);
        addProducts(second, loadPlace<kWidth>(input, corner, lanes, weights[kWords]),
                    weights + kWords + 1);
        weights += 2 * kWords;
    }
    if (i < count) {
        addProducts(sum, loadPlace<kWidth>(input, corner, lanes, weights[0]), weights + 1);
        weights += kWords;
    }
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        sum[o] = _mm512_add_epi32(sum[o], second[o]);
    }
}

/// All products of one upsampled map; `weights` moves on to the next one's.
template <Width kWidth>
inline void addFoldedMap(const ConvInput& input, const Tile& tile, const std::int32_t*& weights,
                         Accumulators& acc)
{
    const std::ptrdiff_t above = tile.y / 2 - 1;
    const std::ptrdiff_t left = tile.x / 2 - 1;
    const std::uint8_t* const corner = input.data + above * input.rowStride + left * kCellChannels;
    const std::uint8_t* ofGroup = corner;
    for (int g = 0; g < input.groups; ++g) {
        addFoldedGroup<kWidth>(ofGroup, input.rowStride, tile.source, weights, acc);
        ofGroup += input.groupStride;
        weights += kFoldedForms * kTileOc;
    }
    HALFTONE_UNROLL
    for (int phase = 0; phase < 4; ++phase) {
        addExtras<kWidth>(input, corner, tile.source, weights, acc.sum[phase / 2][phase % 2]);
    }
}

/// From phases to halves of 32 pixels.
inline void interleave(Accumulators& acc)
{
    const __m512i low = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const __m512i high =
        _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    HALFTONE_UNROLL
    for (int row = 0; row < kTileRows; ++row) {
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            const __m512i left = acc.sum[row][0][o];
            const __m512i right = acc.sum[row][1][o];
            acc.sum[row][0][o] = _mm512_permutex2var_epi32(left, low, right);
            acc.sum[row][1][o] = _mm512_permutex2var_epi32(left, high, right);
        }
    }
}

/// One group of 4 channels of a direct map; `corner` is the pixel above and left of the tile.
template <Width kWidth>
inline void addDirectGroup(const std::uint8_t* corner, std::ptrdiff_t rowStride, const Tile& tile,
                           const std::int32_t* weights, Accumulators& acc)
{
    HALFTONE_UNROLL
    for (int kx = 0; kx < kKernel; ++kx) {
        __m512i weight[kKernel][kTileOc];
        HALFTONE_UNROLL
        for (int ky = 0; ky < kKernel; ++ky) {
            HALFTONE_UNROLL
            for (int o = 0; o < kTileOc; ++o) {
                weight[ky][o] = _mm512_set1_epi32(weights[(kx * kKernel + ky) * kTileOc + o]);
            }
        }
        HALFTONE_UNROLL
        for (int r = 0; r < kTileRows + kKernel - 1; ++r) {
            HALFTONE_UNROLL
            for (int half = 0; half < 2; ++half) {
                const std::ptrdiff_t x = kx + half * kLanes;
                const __m512i pixels =
                    loadCells<kWidth>(corner + r * rowStride + x * kCellChannels, tile.half[half]);
                HALFTONE_UNROLL
                for (int ky = 0; ky < kKernel; ++ky) {
                    const int row = r - ky;
                    if (row >= 0 && row < kTileRows) {
                        HALFTONE_UNROLL
                        for (int o = 0; o < kTileOc; ++o) {
                            acc.sum[row][half][o] =
                                _mm512_dpbusd_epi32(acc.sum[row][half][o], pixels, weight[ky][o]);
                        }
                    }
                }
            }
        }
    }
}

template <Width kWidth>
inline void addDirectMap(const ConvInput& input, const Tile& tile, const std::int32_t*& weights,
                         Accumulators& acc)
{
    const std::ptrdiff_t above = tile.y - 1;
    const std::ptrdiff_t left = tile.x - 1;
    const std::uint8_t* corner = input.data + above * input.rowStride + left * kCellChannels;
    for (int g = 0; g < input.groups; ++g) {
        addDirectGroup<kWidth>(corner, input.rowStride, tile, weights, acc);
        corner += input.groupStride;
        weights += kKernel * kKernel * kTileOc;
    }
}

template <Width kWidth>
inline void storeCodes(const ConvArgs& args, const Tile& tile, int group, Accumulators& acc)
{
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const ChannelLanes channel = loadChannel(args, group * kTileOc + o);
        HALFTONE_UNROLL
        for (int i = 0; i < 2 * kTileRows; ++i) {
            acc.sum[i / 2][i % 2][o] = requantize(channel, acc.sum[i / 2][i % 2][o]);
        }
    }
    const __m512i maxCode = _mm512_set1_epi8(static_cast<char>(args.maxCode));
    std::uint8_t* const out = args.out + group * args.outGroupStride + tile.y * args.outRowStride
                              + std::ptrdiff_t{kCellChannels} * tile.x;
    HALFTONE_UNROLL
    for (int i = 0; i < 2 * kTileRows; ++i) {
        std::uint8_t* const cells =
            out + i / 2 * args.outRowStride + i % 2 * kLanes * kCellChannels;
        const __m512i codes = packCells(acc.sum[i / 2][i % 2], maxCode);
        storeCells<kWidth>(cells, tile.half[i % 2], codes);
    }
}

/// All output channels of one tile.
template <Width kWidth>
void convTile(const ConvArgs& args, const Tile& tile)
{
    const auto* weights = static_cast<const std::int32_t*>(args.weights);
    for (int group = 0; group < args.outGroups; ++group) {
        Accumulators acc;
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            const __m512i start = _mm512_set1_epi32(args.start[group * kTileOc + o]);
            HALFTONE_UNROLL
            for (int i = 0; i < 2 * kTileRows; ++i) {
                acc.sum[i / 2][i % 2][o] = start;
            }
        }
        for (int i = 0; i < args.inputCount; ++i) {
            if (args.inputs[i].reading == Reading::Upsampled2) {
                addFoldedMap<kWidth>(args.inputs[i], tile, weights, acc);
            }
        }
        interleave(acc);
        for (int i = 0; i < args.inputCount; ++i) {
            if (args.inputs[i].reading == Reading::Direct) {
                addDirectMap<kWidth>(args.inputs[i], tile, weights, acc);
            }
        }
        storeCodes<kWidth>(args, tile, group, acc);
    }
}

} // namespace

void folded3x3S8(const ConvArgs& args)
{
    // An upsampled map has an even number of rows and columns.
    for (int y = args.rowBegin; y < args.rowEnd; y += kTileRows) {
        int x = 0;
        for (; x + kTileX <= args.width; x += kTileX) {
            convTile<Width::Full>(args, {y, x, {0xffff, 0xffff}, 0xffff});
        }
        if (x < args.width) {
            const int left = args.width - x;
            convTile<Width::Ragged>(
                args, {y, x, {firstLanes(left), firstLanes(left - kLanes)}, firstLanes(left / 2)});
        }
    }
}

} // namespace halftone::engine::kernels::avx512vnni
