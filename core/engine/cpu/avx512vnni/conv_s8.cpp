// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution, unsigned 8-bit activations x signed 8-bit weights, AVX512-VNNI.
//
// A vector holds 16 pixels of a row, 4 channels each: 64 consecutive bytes of a map. VPDPBUSD adds
// to 16 pixels of one output channel their products with the 4 weights of these channels,
// broadcast.
//
// Register tile: 4 rows x 16 pixels x 4 output channels = 16 accumulators. A column of 3x3 weights
// of 4 output channels takes 12 registers, and each of the 6 input rows is loaded once and used for
// up to 3 output rows: 16 + 12 + pixels = at most 31 of 32 registers. That makes 18 loads for 48
// products, where two loads a product would be the limit of the load ports; 16 independent sums
// cover the latency (4-5 cycles) of two VPDPBUSD a cycle.
// The pixels of a tile (6 rows x 16 pixels x C bytes, 24 KB at C = 256) stay in L1 over all output
// channels; weights stream past, one byte for every 16 bytes of products.
//
// Weights: int32 cells of 4 input channels, [outGroups][input groups][KX][KY][4 output channels];
// for windows of three pixels, cells of 3 taps and a zero, [outGroups][KY][4 output channels].
#include "core/engine/cpu/avx512vnni/lanes.h"
#include "core/engine/cpu/avx512vnni/requantize.h"
#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

namespace halftone::engine::kernels::avx512vnni {
namespace {

constexpr int kTileX = kLanes;
constexpr int kTileRows = kBandRows;
constexpr int kTileOc = kCellChannels;

enum class Output { Codes, Logits };
/// What the inputs are. Windows is one group of channels; any mixture of direct and upsampled maps
/// is read as Mixed, at the price of moving the sums between two loops.
enum class Inputs { Direct, Mixed, Windows };

template <int kRows>
struct Accumulators {
    __m512i sum[static_cast<std::size_t>(kRows)][kTileOc];
};

/// Where a tile lies; `lanes` has a bit for every pixel inside the map.
struct Tile {
    int y;
    int x;
    __mmask16 lanes;
};

/// Doubles source cells along x. `shifted`: the first cell is the right half of its pair.
template <Width kWidth>
inline __m512i loadDoubled(const std::uint8_t* cells, __mmask16 lanes, bool shifted)
{
    const __m512i pairs = _mm512_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
    const __m512i shiftedPairs = _mm512_setr_epi32(0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8);
    // 16 pixels come from at most 9 cells; n pixels (n is even) from at most n/2 + 1.
    __mmask16 needed = 0x1ff;
    if constexpr (kWidth == Width::Ragged) {
        const auto pixels = static_cast<unsigned>(_mm_popcnt_u32(lanes));
        needed = static_cast<__mmask16>((2u << (pixels / 2)) - 1u);
    }
    const __m512i source = _mm512_maskz_loadu_epi32(needed, cells);
    return _mm512_permutexvar_epi32(shifted ? shiftedPairs : pairs, source);
}

/// Columns of weight cells of one group.
template <int kKernel, Reading kReading>
constexpr int kColumns = kReading == Reading::Windows ? 1 : kKernel;

/// Adds the products of one group of 4 input channels.
template <int kKernel, int kRows, Width kWidth, Reading kReading>
inline void addGroup(const std::uint8_t* plane, std::ptrdiff_t rowStride, const Tile& tile,
                     const std::int32_t* weights, Accumulators<kRows>& acc)
{
    constexpr int kHalo = kKernel / 2;
    constexpr int kColumnHalo = kColumns<kKernel, kReading> / 2;
    constexpr bool kDoubled = kReading == Reading::Upsampled2;
    HALFTONE_UNROLL
    for (int kx = 0; kx < kColumns<kKernel, kReading>; ++kx) {
        __m512i weight[static_cast<std::size_t>(kKernel)][kTileOc];
        HALFTONE_UNROLL
        for (int ky = 0; ky < kKernel; ++ky) {
            HALFTONE_UNROLL
            for (int o = 0; o < kTileOc; ++o) {
                weight[ky][o] = _mm512_set1_epi32(weights[(kx * kKernel + ky) * kTileOc + o]);
            }
        }
        __m512i pixels = _mm512_setzero_si512();
        HALFTONE_UNROLL
        for (int r = 0; r < kRows + kKernel - 1; ++r) {
            const int y = tile.y - kHalo + r;
            const int x = tile.x - kColumnHalo + kx;
            if constexpr (!kDoubled) {
                pixels = loadCells<kWidth>(plane + y * rowStride + x * 4, tile.lanes);
            } else if (kRows == 1 || kHalo == 0 || r % 2 == 1 || r == 0) {
                // A full tile starts at an even row: rows 2 and 4 of the window repeat 1 and 3.
                const std::uint8_t* row = plane + (y >> 1) * rowStride;
                pixels = loadDoubled<kWidth>(row + (x >> 1) * 4, tile.lanes,
                                             (kx - kColumnHalo) % 2 != 0);
            }
            HALFTONE_UNROLL
            for (int ky = 0; ky < kKernel; ++ky) {
                const int row = r - ky;
                if (row >= 0 && row < kRows) {
                    HALFTONE_UNROLL
                    for (int o = 0; o < kTileOc; ++o) {
                        acc.sum[row][o] =
                            _mm512_dpbusd_epi32(acc.sum[row][o], pixels, weight[ky][o]);
                    }
                }
            }
        }
    }
}

template <int kRows, Width kWidth>
inline void storeCodes(const ConvArgs& args, const Tile& tile, int group, Accumulators<kRows>& acc)
{
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const ChannelLanes channel = loadChannel(args, group * kTileOc + o);
        HALFTONE_UNROLL
        for (int r = 0; r < kRows; ++r) {
            acc.sum[r][o] = requantize(channel, acc.sum[r][o]);
        }
    }
    const __m512i maxCode = _mm512_set1_epi8(static_cast<char>(args.maxCode));
    const std::ptrdiff_t rowStride = args.outRowStride;
    std::uint8_t* row =
        args.out + group * args.outGroupStride + tile.y * rowStride + std::ptrdiff_t{4} * tile.x;
    HALFTONE_UNROLL
    for (int r = 0; r < kRows; ++r) {
        const __m512i cells = packCells(acc.sum[r], maxCode);
        storeCells<kWidth>(row, tile.lanes, cells);
        row += rowStride;
    }
}

template <int kRows>
inline void storeLogits(const ConvArgs& args, const Tile& tile, int group,
                        const Accumulators<kRows>& acc)
{
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const int channel = group * kTileOc + o;
        if (channel < args.outChannels) {
            std::int32_t* out = args.logits + channel * args.logitsChannelStride + tile.x;
            HALFTONE_UNROLL
            for (int r = 0; r < kRows; ++r) {
                _mm512_mask_storeu_epi32(out + (tile.y + r) * args.logitsRowStride, tile.lanes,
                                         acc.sum[r][o]);
            }
        }
    }
}

/// Adds all products of one map; `weights` moves on to the next one's.
template <int kKernel, int kRows, Width kWidth, Reading kReading>
inline void addMap(const ConvInput& input, const Tile& tile, const std::int32_t*& weights,
                   Accumulators<kRows>& acc)
{
    const std::uint8_t* plane = input.data;
    for (int g = 0; g < input.groups; ++g) {
        addGroup<kKernel, kRows, kWidth, kReading>(plane, input.rowStride, tile, weights, acc);
        plane += input.groupStride;
        weights += kKernel * kColumns<kKernel, kReading> * kTileOc;
    }
}

template <int kKernel, int kRows, Width kWidth, Inputs kInputs>
inline void addInputs(const ConvArgs& args, const Tile& tile, const std::int32_t*& weights,
                      Accumulators<kRows>& acc)
{
    if constexpr (kInputs == Inputs::Windows) {
        const ConvInput& input = args.inputs[0];
        addGroup<kKernel, kRows, kWidth, Reading::Windows>(input.data, input.rowStride, tile,
                                                           weights, acc);
        weights += kKernel * kTileOc;
        return;
    }
    for (int i = 0; i < args.inputCount; ++i) {
        const ConvInput& input = args.inputs[i];
        if (kInputs == Inputs::Direct || input.reading == Reading::Direct) {
            addMap<kKernel, kRows, kWidth, Reading::Direct>(input, tile, weights, acc);
        } else {
            addMap<kKernel, kRows, kWidth, Reading::Upsampled2>(input, tile, weights, acc);
        }
    }
}

/// All output channels of one tile.
template <int kKernel, Output kOutput, Inputs kInputs, int kRows, Width kWidth>
void convTile(const ConvArgs& args, const Tile& tile)
{
    const auto* weights = static_cast<const std::int32_t*>(args.weights);
    for (int group = 0; group < args.outGroups; ++group) {
        Accumulators<kRows> acc;
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            const __m512i start = _mm512_set1_epi32(args.start[group * kTileOc + o]);
            HALFTONE_UNROLL
            for (int r = 0; r < kRows; ++r) {
                acc.sum[r][o] = start;
            }
        }
        addInputs<kKernel, kRows, kWidth, kInputs>(args, tile, weights, acc);
        if constexpr (kOutput == Output::Codes) {
            storeCodes<kRows, kWidth>(args, tile, group, acc);
        } else {
            storeLogits<kRows>(args, tile, group, acc);
        }
    }
}

template <int kKernel, Output kOutput, Inputs kInputs, int kRows>
void convTileRows(const ConvArgs& args, int y)
{
    int x = 0;
    for (; x + kTileX <= args.width; x += kTileX) {
        convTile<kKernel, kOutput, kInputs, kRows, Width::Full>(args, {y, x, 0xffff});
    }
    if (x < args.width) {
        const auto lanes = static_cast<__mmask16>((1u << (args.width - x)) - 1u);
        convTile<kKernel, kOutput, kInputs, kRows, Width::Ragged>(args, {y, x, lanes});
    }
}

template <int kKernel, Output kOutput, Inputs kInputs>
void convRows(const ConvArgs& args)
{
    int y = args.rowBegin;
    for (; y + kTileRows <= args.rowEnd; y += kTileRows) {
        convTileRows<kKernel, kOutput, kInputs, kTileRows>(args, y);
    }
    for (; y < args.rowEnd; ++y) {
        convTileRows<kKernel, kOutput, kInputs, 1>(args, y);
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

} // namespace halftone::engine::kernels::avx512vnni
