// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution, unsigned 8-bit activations x signed 8-bit weights, AVX2. A vector holds 8
// pixels of a row, 4 channels each.
//
// VPMADDUBSW, the only instruction of AVX2 that multiplies u8 by s8, adds pairs of products in 16
// bits and saturates: 2 * 255 * 127 does not fit. Two forms avoid that:
// - wide (any codes): channels 0, 2 and 1, 3 of a cell are widened to 16 bits (a mask and a shift
//   for 4 output channels) and multiplied by 16-bit weights with VPMADDWD, whose 32-bit sums cannot
//   overflow. 4 instructions for 32 products.
// - narrow (few bits): where the packer has found that the products of at least one whole group of
//   4 input channels fit 16 bits (ranges of conv_packing.h), VPMADDUBSW and VPADDW in 16 bits for
//   as many groups as fit, then one VPMADDWD by 1 widens the sums. 2 instructions for 32 products.
//
// Register tile: 2 rows x 8 pixels x 4 output channels = 8 accumulators; wide needs 4 registers for
// the pixels, 2 for the weights and 2 for products: 16. A tap takes 2 loads of pixels and 4 (8)
// broadcasts for 8 (16) multiplications: two loads a cycle keep up with two multiplications.
//
// Weights: wide: [outGroups][input groups][KX][KY][4 output channels][4] int16, input channels in
// the order 0, 2, 1, 3. Narrow: int32 groups per 16-bit sum, then cells of 4 s8 at 64 bytes,
// [outGroups][input groups][KX][KY][4 output channels].
#include "core/engine/cpu/avx2/conv_tile.h"
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::avx2 {
namespace {

constexpr int kTileRows = 2;

enum class Form { Wide, Narrow };

template <int kRows>
struct Sums {
    __m256i sum[static_cast<std::size_t>(kRows)][kTileOc];
};

/// Adds the products of one group of 4 input channels to sums of 32 bits (wide) or 16 (narrow).
template <Form kForm, int kKernel, int kRows, Width kWidth, Reading kReading>
inline void addGroup(const std::uint8_t* plane, std::ptrdiff_t rowStride, const Tile& tile,
                     const std::uint8_t* weights, Sums<kRows>& sums)
{
    constexpr int kHalo = kKernel / 2;
    const __m256i evenChannels = _mm256_set1_epi16(0x00ff);
    HALFTONE_UNROLL
    for (int tap = 0; tap < kKernel * kKernel; ++tap) {
        const int dx = tap / kKernel - kHalo;
        const int dy = tap % kKernel - kHalo;
        __m256i pixels[static_cast<std::size_t>(kRows)];
        __m256i odd[static_cast<std::size_t>(kRows)];
        HALFTONE_UNROLL
        for (int r = 0; r < kRows; ++r) {
            pixels[r] = loadPixels<kRows == kTileRows, kWidth, kReading>(plane, rowStride, tile,
                                                                         dy + r, dx);
            if constexpr (kForm == Form::Wide) {
                odd[r] = _mm256_srli_epi16(pixels[r], 8);
                pixels[r] = _mm256_and_si256(pixels[r], evenChannels);
            }
        }
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            if constexpr (kForm == Form::Wide) {
                const std::uint8_t* cell = weights + (tap * kTileOc + o) * 2 * kCellChannels;
                const __m256i evenWeights = broadcastCell(cell);
                const __m256i oddWeights = broadcastCell(cell + kCellChannels);
                HALFTONE_UNROLL
                for (int r = 0; r < kRows; ++r) {
                    sums.sum[r][o] =
                        _mm256_add_epi32(sums.sum[r][o], _mm256_madd_epi16(pixels[r], evenWeights));
                    sums.sum[r][o] =
                        _mm256_add_epi32(sums.sum[r][o], _mm256_madd_epi16(odd[r], oddWeights));
                }
            } else {
                const __m256i cell = broadcastCell(weights + (tap * kTileOc + o) * kCellChannels);
                HALFTONE_UNROLL
                for (int r = 0; r < kRows; ++r) {
                    sums.sum[r][o] =
                        _mm256_add_epi16(sums.sum[r][o], _mm256_maddubs_epi16(pixels[r], cell));
                }
            }
        }
    }
}

template <int kRows>
inline void clear(Sums<kRows>& sums)
{
    HALFTONE_UNROLL
    for (int r = 0; r < kRows; ++r) {
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            sums.sum[r][o] = _mm256_setzero_si256();
        }
    }
}

/// Adds the pairs of 16-bit sums of every pixel to its 32-bit sum.
template <int kRows>
inline void widen(const Sums<kRows>& narrow, Sums<kRows>& wide)
{
    const __m256i one = _mm256_set1_epi16(1);
    HALFTONE_UNROLL
    for (int r = 0; r < kRows; ++r) {
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            wide.sum[r][o] =
                _mm256_add_epi32(wide.sum[r][o], _mm256_madd_epi16(narrow.sum[r][o], one));
        }
    }
}

/// Adds all groups of one input; returns the weights of the next.
template <Form kForm, int kKernel, int kRows, Width kWidth, Reading kReading>
inline const std::uint8_t* addInput(const ConvInput& input, const Tile& tile, int groupsPerSum,
                                    const std::uint8_t* weights, Sums<kRows>& sums)
{
    constexpr std::ptrdiff_t kGroupBytes =
        (kForm == Form::Wide ? 2 : 1) * kKernel * kKernel * kTileOc * std::ptrdiff_t{kCellChannels};
    const std::uint8_t* plane = input.data;
    const auto add = [&](Sums<kRows>& to) {
        addGroup<kForm, kKernel, kRows, kWidth, kReading>(plane, input.rowStride, tile, weights,
                                                          to);
        plane += input.groupStride;
        weights += kGroupBytes;
    };
    if constexpr (kForm == Form::Wide) {
        for (int g = 0; g < input.groups; ++g) {
            add(sums);
        }
    } else {
        for (int g = 0; g < input.groups;) {
            const int end = g + groupsPerSum < input.groups ? g + groupsPerSum : input.groups;
            Sums<kRows> narrow;
            clear(narrow);
            for (; g < end; ++g) {
                add(narrow);
            }
            widen(narrow, sums);
        }
    }
    return weights;
}

template <Output kOutput, int kRows, Width kWidth>
inline void store(const ConvArgs& args, const Tile& tile, int group, const Sums<kRows>& sums)
{
    HALFTONE_UNROLL
    for (int r = 0; r < kRows; ++r) {
        const Tile row{tile.y + r, tile.x, tile.pixels};
        if constexpr (kOutput == Output::Codes) {
            storeCodes<kWidth>(args, row, group, sums.sum[r]);
        } else {
            storeLogits(args, row, group, sums.sum[r]);
        }
    }
}

/// All output channels of one tile.
template <Form kForm, int kKernel, Output kOutput, int kRows, Width kWidth>
void convTile(const ConvArgs& args, const Tile& tile)
{
    const auto* weights = static_cast<const std::uint8_t*>(args.weights);
    int groupsPerSum = 0;
    if constexpr (kForm == Form::Narrow) {
        groupsPerSum = *static_cast<const std::int32_t*>(args.weights);
        weights += kNarrowHeaderBytes;
    }
    for (int group = 0; group < args.outGroups; ++group) {
        Sums<kRows> sums;
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            const __m256i start = _mm256_set1_epi32(args.start[group * kTileOc + o]);
            HALFTONE_UNROLL
            for (int r = 0; r < kRows; ++r) {
                sums.sum[r][o] = start;
            }
        }
        for (int i = 0; i < args.inputCount; ++i) {
            const ConvInput& input = args.inputs[i];
            if (input.reading == Reading::Direct) {
                weights = addInput<kForm, kKernel, kRows, kWidth, Reading::Direct>(
                    input, tile, groupsPerSum, weights, sums);
            } else {
                weights = addInput<kForm, kKernel, kRows, kWidth, Reading::Upsampled2>(
                    input, tile, groupsPerSum, weights, sums);
            }
        }
        store<kOutput, kRows, kWidth>(args, tile, group, sums);
    }
}

template <Form kForm, int kKernel, Output kOutput, int kRows>
void convTileRows(const ConvArgs& args, int y)
{
    int x = 0;
    for (; x + kLanes <= args.width; x += kLanes) {
        convTile<kForm, kKernel, kOutput, kRows, Width::Full>(args, {y, x, kLanes});
    }
    if (x < args.width) {
        convTile<kForm, kKernel, kOutput, kRows, Width::Ragged>(args, {y, x, args.width - x});
    }
}

template <Form kForm, int kKernel, Output kOutput>
void convBand(const ConvArgs& args)
{
    int y = args.rowBegin;
    for (; y + kTileRows <= args.rowEnd; y += kTileRows) {
        convTileRows<kForm, kKernel, kOutput, kTileRows>(args, y);
    }
    for (; y < args.rowEnd; ++y) {
        convTileRows<kForm, kKernel, kOutput, 1>(args, y);
    }
}

} // namespace

void conv3x3S8(const ConvArgs& args)
{
    convBand<Form::Wide, 3, Output::Codes>(args);
}

void conv1x1S8(const ConvArgs& args)
{
    convBand<Form::Wide, 1, Output::Codes>(args);
}

void conv3x3S8Logits(const ConvArgs& args)
{
    convBand<Form::Wide, 3, Output::Logits>(args);
}

void conv1x1S8Logits(const ConvArgs& args)
{
    convBand<Form::Wide, 1, Output::Logits>(args);
}

void conv3x3Narrow(const ConvArgs& args)
{
    convBand<Form::Narrow, 3, Output::Codes>(args);
}

} // namespace halftone::engine::kernels::avx2
