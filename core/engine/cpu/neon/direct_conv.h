// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/neon/lanes.h"

/// Direct convolution, unsigned 8-bit activations x signed 8-bit weights: what neon, neon_dot and
/// neon_i8mm share. Vectors hold 4 pixels of a row, 4 channels each.
///
/// Register tile: 4 vectors side by side x 4 output channels: 16 of the 32 registers are sums,
/// which cover the latency (3 or 4 cycles) of four multiplications a cycle. What is left of a row
/// is a tile of two vectors, or of one. The 4 rows of a band read the weights of 4 output channels
/// while these are in L1.
///
/// What multiplies is a type P, in an unnamed namespace of the file, so that what is made of it
/// stays there:
///     using Pixels                     a vector, as the multiplication takes it
///     static Pixels prepare(cells)
///     static constexpr kTapBytes       of the weights of 4 output channels by 4 input channels
///     static void add(pixels, weights, sums)   a tap, to [4 output channels][vectors]
///     static constexpr kHasCorrections         [outGroups*4] int32 in front of the weights are
///                                              added to `start`
/// Weights: taps, [outGroups][input groups][KX][KY]; for windows of three pixels [outGroups][KY].
namespace halftone::engine::kernels::neon {

inline constexpr int kTileOc = kCellChannels; ///< output channels of a register tile

enum class Width { Full, Ragged };
enum class Output { Codes, Logits };

/// What the inputs are: where all are alike the sums stay in registers.
enum class Inputs { Direct, Mixed, Windows };

/// Where a tile lies; `pixels` is the number of columns from x to the map's end.
struct Tile {
    int y;
    int x;
    int pixels;
};

/// The tile of vector v.
static HALFTONE_ALWAYS_INLINE Tile at(const Tile& tile, int v)
{
    return {tile.y, tile.x + v * kLanes, tile.pixels - v * kLanes};
}

/// 4 pixels at (dy, dx) from the tile's corner, which lies at an even column.
template <Width kWidth, Reading kReading>
static HALFTONE_ALWAYS_INLINE int32x4_t loadPixels(const std::uint8_t* plane,
                                                   std::ptrdiff_t rowStride, const Tile& tile,
                                                   int dy, int dx)
{
    constexpr std::ptrdiff_t kCellBytes = kCellChannels;
    if constexpr (kReading != Reading::Upsampled2) {
        const std::uint8_t* cells = plane + (tile.y + dy) * rowStride + (tile.x + dx) * kCellBytes;
        return loadCells(cells, kWidth == Width::Full ? kLanes : tile.pixels);
    } else {
        // Arithmetic shifts take row and column -1 to the border cells -1.
        const int row = (tile.y + dy) >> 1;
        const std::uint8_t* cells = plane + row * rowStride + (tile.x / 2 + (dx >> 1)) * kCellBytes;
        const bool isPair = dx % 2 == 0; // else the first cell is the right half of its pair
        if constexpr (kWidth == Width::Full) {
            if (isPair) {
                const int32x4_t two = loadTwoCells(cells);
                return vzip1q_s32(two, two);
            }
            return vreinterpretq_s32_u8(vcombine_u8(vld1_u8(cells), vld1_u8(cells + kCellBytes)));
        } else {
            const int32x4_t few = loadCells(cells, tile.pixels / 2 + (isPair ? 0 : 1));
            const int32x4_t pairs = vzip1q_s32(few, few);
            return isPair ? pairs : vextq_s32(pairs, vzip2q_s32(few, few), 1);
        }
    }
}

/// Columns of weights of one group.
template <int kKernel, Reading kReading>
inline constexpr int kColumns = kReading == Reading::Windows ? 1 : kKernel;

template <int kVectors>
struct Sums {
    int32x4_t sum[kTileOc][static_cast<std::size_t>(kVectors)];
};

/// Adds the products of one group of 4 input channels. Of a ragged tile only the last vector is.
template <typename P, int kKernel, int kVectors, Width kWidth, Reading kReading>
static HALFTONE_ALWAYS_INLINE void addGroup(const std::uint8_t* plane, std::ptrdiff_t rowStride,
                                            const Tile& tile, const std::uint8_t* weights,
                                            Sums<kVectors>& sums)
{
    constexpr int kHalo = kKernel / 2;
    constexpr int kColumnHalo = kColumns<kKernel, kReading> / 2;
    HALFTONE_UNROLL
    for (int tap = 0; tap < kKernel * kColumns<kKernel, kReading>; ++tap) {
        const int dx = tap / kKernel - kColumnHalo;
        const int dy = tap % kKernel - kHalo;
        typename P::Pixels pixels[static_cast<std::size_t>(kVectors)];
        HALFTONE_UNROLL
        for (int v = 0; v < kVectors; ++v) {
            pixels[v] = P::prepare(
                v + 1 < kVectors
                    ? loadPixels<Width::Full, kReading>(plane, rowStride, at(tile, v), dy, dx)
                    : loadPixels<kWidth, kReading>(plane, rowStride, at(tile, v), dy, dx));
        }
        P::add(pixels, weights + tap * P::kTapBytes, sums.sum);
    }
}

/// Adds all groups of one input; returns the weights of the next.
template <typename P, int kKernel, int kVectors, Width kWidth, Reading kReading>
static HALFTONE_ALWAYS_INLINE const std::uint8_t* addInput(const ConvInput& input, const Tile& tile,
                                                           const std::uint8_t* weights,
                                                           Sums<kVectors>& sums)
{
    const std::uint8_t* plane = input.data;
    for (int g = 0; g < input.groups; ++g) {
        addGroup<P, kKernel, kVectors, kWidth, kReading>(plane, input.rowStride, tile, weights,
                                                         sums);
        plane += input.groupStride;
        weights += kKernel * kColumns<kKernel, kReading> * P::kTapBytes;
    }
    return weights;
}

/// Adds all inputs; returns the weights of the next 4 output channels.
template <typename P, int kKernel, Inputs kInputs, int kVectors, Width kWidth>
static HALFTONE_ALWAYS_INLINE const std::uint8_t*
addInputs(const ConvArgs& args, const Tile& tile, const std::uint8_t* weights, Sums<kVectors>& sums)
{
    if constexpr (kInputs == Inputs::Windows) {
        return addInput<P, kKernel, kVectors, kWidth, Reading::Windows>(args.inputs[0], tile,
                                                                        weights, sums);
    }
    for (int i = 0; i < args.inputCount; ++i) {
        const ConvInput& input = args.inputs[i];
        if (kInputs == Inputs::Direct || input.reading == Reading::Direct) {
            weights =
                addInput<P, kKernel, kVectors, kWidth, Reading::Direct>(input, tile, weights, sums);
        } else {
            weights = addInput<P, kKernel, kVectors, kWidth, Reading::Upsampled2>(input, tile,
                                                                                  weights, sums);
        }
    }
    return weights;
}

/// Requantizes 4 pixels of 4 output channels into cells: fixed_point.h with the rounding constant
/// of t already in the sum.
template <int kVectors>
static HALFTONE_ALWAYS_INLINE int32x4_t requantizeCells(const Sums<kVectors>& sums, int v,
                                                        const ConvArgs& args, int channel)
{
    int32x4_t codes[kTileOc];
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const int c = channel + o;
        const int32x4_t t = shiftRight(sums.sum[o][v], vdupq_n_s32(args.preShift[c]));
        codes[o] =
            shiftRight(vmlaq_s32(vdupq_n_s32(args.bias[c]), t, vdupq_n_s32(args.multiplier[c])),
                       vdupq_n_s32(args.shift[c]));
    }
    return packCells(codes, vdupq_n_u8(static_cast<std::uint8_t>(args.maxCode)));
}

template <Output kOutput, int kVectors>
static HALFTONE_ALWAYS_INLINE void storeSums(const ConvArgs& args, const Tile& tile, int group,
                                             const Sums<kVectors>& sums)
{
    HALFTONE_UNROLL
    for (int v = 0; v < kVectors; ++v) {
        const Tile part = at(tile, v);
        if constexpr (kOutput == Output::Codes) {
            std::uint8_t* out = args.out + group * args.outGroupStride + part.y * args.outRowStride
                                + std::ptrdiff_t{kCellChannels} * part.x;
            storeCells(out, part.pixels, requantizeCells(sums, v, args, group * kTileOc));
        } else {
            HALFTONE_UNROLL
            for (int o = 0; o < kTileOc; ++o) {
                const int channel = group * kTileOc + o;
                if (channel < args.outChannels) {
                    std::int32_t* out = args.logits + channel * args.logitsChannelStride
                                        + part.y * args.logitsRowStride + part.x;
                    storeCells(out, part.pixels, sums.sum[o][v]);
                }
            }
        }
    }
}

/// All output channels of a tile and of those below it, up to row `yEnd`.
template <typename P, int kKernel, Output kOutput, Inputs kInputs, int kVectors, Width kWidth>
static void convTile(const ConvArgs& args, const Tile& tile, int yEnd)
{
    const auto* weights = static_cast<const std::uint8_t*>(args.weights);
    const auto* corrections = static_cast<const std::int32_t*>(args.weights);
    if constexpr (P::kHasCorrections) {
        weights += args.outGroups * kTileOc * std::ptrdiff_t{sizeof(std::int32_t)};
    }
    for (int group = 0; group < args.outGroups; ++group) {
        const std::uint8_t* next = weights;
        for (int y = tile.y; y < yEnd; ++y) {
            Sums<kVectors> sums;
            HALFTONE_UNROLL
            for (int o = 0; o < kTileOc; ++o) {
                const int channel = group * kTileOc + o;
                const int correction = P::kHasCorrections ? corrections[channel] : 0;
                HALFTONE_UNROLL
                for (int v = 0; v < kVectors; ++v) {
                    sums.sum[o][v] = vdupq_n_s32(args.start[channel] + correction);
                }
            }
            const Tile row{y, tile.x, tile.pixels};
            next = addInputs<P, kKernel, kInputs, kVectors, kWidth>(args, row, weights, sums);
            storeSums<kOutput, kVectors>(args, row, group, sums);
        }
        weights = next;
    }
}

template <typename P, int kKernel, Output kOutput, Inputs kInputs, int kVectors>
static void convVectors(const ConvArgs& args, const Tile& tile, int yEnd)
{
    if (tile.pixels >= kVectors * kLanes) {
        convTile<P, kKernel, kOutput, kInputs, kVectors, Width::Full>(args, tile, yEnd);
    } else {
        convTile<P, kKernel, kOutput, kInputs, kVectors, Width::Ragged>(args, tile, yEnd);
    }
}

template <typename P, int kKernel, Output kOutput, Inputs kInputs>
static void convRows(const ConvArgs& args)
{
    for (int y = args.rowBegin; y < args.rowEnd; y += kBandRows) {
        const int yEnd = y + kBandRows < args.rowEnd ? y + kBandRows : args.rowEnd;
        for (int x = 0; x < args.width;) {
            const Tile tile{y, x, args.width - x};
            const int vectors = (tile.pixels + kLanes - 1) / kLanes;
            if (vectors >= 4) {
                convVectors<P, kKernel, kOutput, kInputs, 4>(args, tile, yEnd);
                x += 4 * kLanes;
            } else if (vectors >= 2) {
                convVectors<P, kKernel, kOutput, kInputs, 2>(args, tile, yEnd);
                x += 2 * kLanes;
            } else {
                convVectors<P, kKernel, kOutput, kInputs, 1>(args, tile, yEnd);
                x += kLanes;
            }
        }
    }
}

template <typename P, int kKernel, Output kOutput>
static void convBand(const ConvArgs& args)
{
    bool direct = true;
    for (int i = 0; i < args.inputCount; ++i) {
        direct = direct && args.inputs[i].reading == Reading::Direct;
    }
    if (direct) {
        convRows<P, kKernel, kOutput, Inputs::Direct>(args);
    } else if (kKernel == 3 && args.inputs[0].reading == Reading::Windows) {
        convRows<P, kKernel, kOutput, Inputs::Windows>(args);
    } else {
        convRows<P, kKernel, kOutput, Inputs::Mixed>(args);
    }
}

} // namespace halftone::engine::kernels::neon
