// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution, unsigned 8-bit activations x signed 8-bit weights, AVX-VNNI: VPDPBUSD on 8
// pixels of a row, 4 channels each, without AVX-512.
//
// Register tile: 3 vectors of 8 pixels side by side x 4 output channels = 12 accumulators. With 3
// registers for the pixels and 1 for the weights, which VEX cannot broadcast while it multiplies,
// that is all 16. 12 independent sums cover the latency (5 cycles) of two VPDPBUSD a cycle; a tap
// takes 3 + 4 loads for 12 of them, where two loads a product would be the limit. 2 rows x 8 pixels
// (8 sums) would leave every fifth product waiting, 3 rows do not divide bands of 4.
// What is left of a row is a tile of one or two vectors; four vectors are two tiles of two.
//
// The 4 rows of a band read the weights of 4 output channels (9 KB at 256 input channels) while
// these are in L1.
//
// Weights: cells of 4 input channels, [outGroups][input groups][KX][KY][4 output channels]; for
// windows of three pixels, cells of 3 taps and a zero, [outGroups][KY][4 output channels].
#include "core/engine/cpu/avx2/conv_tile.h"
#include "core/engine/cpu/avxvnni/dot.h"
#include "core/engine/cpu/keep.h"
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {
namespace {

using namespace avx2;

constexpr int kMostVectors = 3;

/// What the inputs are, as in conv_s8_avx512vnni.cpp: where all are alike the sums stay in
/// registers.
enum class Inputs { Direct, Mixed, Windows };

template <int kVectors>
struct Sums {
    __m256i sum[static_cast<std::size_t>(kVectors)][kTileOc];
};

/// The tile of vector v.
inline Tile at(const Tile& tile, int v)
{
    return {tile.y, tile.x + v * kLanes, tile.pixels - v * kLanes};
}

/// Columns of weight cells of one group.
template <int kKernel, Reading kReading>
constexpr int kColumns = kReading == Reading::Windows ? 1 : kKernel;

/// Adds the products of one group of 4 input channels. Of a ragged tile only the last vector is.
template <int kKernel, int kVectors, Width kWidth, Reading kReading>
inline void addGroup(const std::uint8_t* plane, std::ptrdiff_t rowStride, const Tile& tile,
                     const std::uint8_t* weights, Sums<kVectors>& sums)
{
    constexpr int kHalo = kKernel / 2;
    constexpr int kColumnHalo = kColumns<kKernel, kReading> / 2;
    HALFTONE_UNROLL
    for (int tap = 0; tap < kKernel * kColumns<kKernel, kReading>; ++tap) {
        const int dx = tap / kKernel - kColumnHalo;
        const int dy = tap % kKernel - kHalo;
        __m256i pixels[static_cast<std::size_t>(kVectors)];
        HALFTONE_UNROLL
        for (int v = 0; v < kVectors; ++v) {
            pixels[v] =
                v + 1 < kVectors
                    ? loadPixels<false, Width::Full, kReading>(plane, rowStride, at(tile, v), dy,
                                                               dx)
                    : loadPixels<false, kWidth, kReading>(plane, rowStride, at(tile, v), dy, dx);
        }
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            const __m256i weight = broadcastCell(weights + (tap * kTileOc + o) * kCellChannels);
            HALFTONE_UNROLL
            for (int v = 0; v < kVectors; ++v) {
                sums.sum[v][o] = addProducts(sums.sum[v][o], pixels[v], weight);
                HALFTONE_KEEP(sums.sum[v][o]);
            }
        }
    }
}

/// Adds all groups of one input; returns the weights of the next.
template <int kKernel, int kVectors, Width kWidth, Reading kReading>
inline const std::uint8_t* addInput(const ConvInput& input, const Tile& tile,
                                    const std::uint8_t* weights, Sums<kVectors>& sums)
{
    constexpr std::ptrdiff_t kGroupBytes =
        kKernel * kColumns<kKernel, kReading> * kTileOc * std::ptrdiff_t{kCellChannels};
    const std::uint8_t* plane = input.data;
    for (int g = 0; g < input.groups; ++g) {
        addGroup<kKernel, kVectors, kWidth, kReading>(plane, input.rowStride, tile, weights, sums);
        plane += input.groupStride;
        weights += kGroupBytes;
    }
    return weights;
}

/// Adds all inputs; returns the weights of the next 4 output channels.
template <int kKernel, Inputs kInputs, int kVectors, Width kWidth>
inline const std::uint8_t* addInputs(const ConvArgs& args, const Tile& tile,
                                     const std::uint8_t* weights, Sums<kVectors>& sums)
{
    if constexpr (kInputs == Inputs::Windows) {
        return addInput<kKernel, kVectors, kWidth, Reading::Windows>(args.inputs[0], tile, weights,
                                                                     sums);
    }
    for (int i = 0; i < args.inputCount; ++i) {
        const ConvInput& input = args.inputs[i];
        if (kInputs == Inputs::Direct || input.reading == Reading::Direct) {
            weights =
                addInput<kKernel, kVectors, kWidth, Reading::Direct>(input, tile, weights, sums);
        } else {
            weights = addInput<kKernel, kVectors, kWidth, Reading::Upsampled2>(input, tile, weights,
                                                                               sums);
        }
    }
    return weights;
}

/// 4 output channels of one row of a tile; returns the weights of the next 4.
template <int kKernel, Output kOutput, Inputs kInputs, int kVectors, Width kWidth>
inline const std::uint8_t* convGroup(const ConvArgs& args, const Tile& tile, int group,
                                     const std::uint8_t* weights)
{
    Sums<kVectors> sums;
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const __m256i start = _mm256_set1_epi32(args.start[group * kTileOc + o]);
        HALFTONE_UNROLL
        for (int v = 0; v < kVectors; ++v) {
            sums.sum[v][o] = start;
        }
    }
    weights = addInputs<kKernel, kInputs, kVectors, kWidth>(args, tile, weights, sums);
    HALFTONE_UNROLL
    for (int v = 0; v < kVectors; ++v) {
        if constexpr (kOutput == Output::Logits) {
            storeLogits(args, at(tile, v), group, sums.sum[v]);
        } else if (v + 1 < kVectors) {
            storeCodes<Width::Full>(args, at(tile, v), group, sums.sum[v]);
        } else {
            storeCodes<kWidth>(args, at(tile, v), group, sums.sum[v]);
        }
    }
    return weights;
}

/// All output channels of a tile and of those below it, up to row `yEnd`.
template <int kKernel, Output kOutput, Inputs kInputs, int kVectors, Width kWidth>
void convTile(const ConvArgs& args, const Tile& tile, int yEnd)
{
    const auto* weights = static_cast<const std::uint8_t*>(args.weights);
    for (int group = 0; group < args.outGroups; ++group) {
        const std::uint8_t* next = weights;
        for (int y = tile.y; y < yEnd; ++y) {
            next = convGroup<kKernel, kOutput, kInputs, kVectors, kWidth>(
                args, {y, tile.x, tile.pixels}, group, weights);
        }
        weights = next;
    }
}

template <int kKernel, Output kOutput, Inputs kInputs, int kVectors>
void convVectors(const ConvArgs& args, const Tile& tile, int yEnd)
{
    if (tile.pixels >= kVectors * kLanes) {
        convTile<kKernel, kOutput, kInputs, kVectors, Width::Full>(args, tile, yEnd);
    } else {
        convTile<kKernel, kOutput, kInputs, kVectors, Width::Ragged>(args, tile, yEnd);
    }
}

template <int kKernel, Output kOutput, Inputs kInputs>
void convRows(const ConvArgs& args)
{
    for (int y = args.rowBegin; y < args.rowEnd; y += kBandRows) {
        const int yEnd = y + kBandRows < args.rowEnd ? y + kBandRows : args.rowEnd;
        int vectors = (args.width + kLanes - 1) / kLanes;
        for (int x = 0; x < args.width;) {
            const Tile tile{y, x, args.width - x};
            int taken = kMostVectors;
            if (vectors == kMostVectors || vectors > kMostVectors + 1) {
                convVectors<kKernel, kOutput, kInputs, kMostVectors>(args, tile, yEnd);
            } else if (vectors > 1) {
                taken = 2;
                convVectors<kKernel, kOutput, kInputs, 2>(args, tile, yEnd);
            } else {
                taken = 1;
                convVectors<kKernel, kOutput, kInputs, 1>(args, tile, yEnd);
            }
            vectors -= taken;
            x += taken * kLanes;
        }
    }
}

template <int kKernel, Output kOutput>
void convBand(const ConvArgs& args)
{
    bool direct = true;
    for (int i = 0; i < args.inputCount; ++i) {
        direct = direct && args.inputs[i].reading == Reading::Direct;
    }
    if (direct) {
        convRows<kKernel, kOutput, Inputs::Direct>(args);
    } else if (kKernel == 3 && args.inputs[0].reading == Reading::Windows) {
        convRows<kKernel, kOutput, Inputs::Windows>(args);
    } else {
        convRows<kKernel, kOutput, Inputs::Mixed>(args);
    }
}

} // namespace

void conv3x3S8(const ConvArgs& args)
{
    convBand<3, Output::Codes>(args);
}

void conv1x1S8(const ConvArgs& args)
{
    convBand<1, Output::Codes>(args);
}

void conv3x3S8Logits(const ConvArgs& args)
{
    convBand<3, Output::Logits>(args);
}

void conv1x1S8Logits(const ConvArgs& args)
{
    convBand<1, Output::Logits>(args);
}

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
