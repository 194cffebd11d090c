// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"
#include "core/engine/cpu/tile_args.h"
#include "core/engine/cpu/tiles/parts.h"

/// Convolutions by transformed tiles, on vectors V of any instruction set (packing/tile_form.h says
/// what they compute). A form is one part, or two whose outputs are added:
///     using First, Second                 parts of parts.h
///     static constexpr int kShift         log2 of what outputs are multiplied by
///     static Vector join(first, second)   an output, of those of the parts
///     static ... corrections(...)         what to add to it, by output channel, or null
///
/// For every block of tiles: the slab is filled, all positions of all input channels; then, for a
/// few groups of output channels at a time, so that the sums of a position stay in L1 and the slab
/// of a position serves them all: products position by position, and what they add up to is
/// transformed back, requantized and stored.
///
/// Scratch: slabs of both parts; of each part the sums of a row of positions, and of all rows
/// transformed back along x.
namespace halftone::engine::kernels::tiles {

/// Of the vectors of a block.
template <typename V>
using BlockPlaces = TilePlace[static_cast<std::size_t>(V::kBlockTiles / V::kTiles)];

enum class TileOutput { Codes, Logits };

/// Where things lie while a band is computed.
struct TileMemory {
    std::uint8_t* slab[kMostParts];
    std::int32_t* row[kMostParts];  ///< of positions
    std::int32_t* sums[kMostParts]; ///< of all rows
};

template <typename Form>
inline TileMemory memoryOf(const ConvArgs& args, const TileHeader& header)
{
    using First = typename Form::First;
    using Second = typename Form::Second;
    auto* next = static_cast<std::uint8_t*>(args.scratch);
    TileMemory memory{};
    memory.slab[0] = next;
    next += First::kPositions * First::positionBytes(First::groups(args));
    memory.slab[1] = next;
    next += Second::kPositions * Second::positionBytes(Second::groups(args));
    memory.row[0] = reinterpret_cast<std::int32_t*>(next);
    memory.sums[0] = memory.row[0] + header.outGroups * First::kRowPoints;
    memory.row[1] = memory.sums[0] + header.outGroups * First::kAllSums;
    memory.sums[1] = memory.row[1] + header.outGroups * Second::kRowPoints;
    return memory;
}

/// Column `x` of the outputs of one channel of the tiles of a vector, times 2^kShift.
template <typename V, typename Form, int kOutputs>
HALFTONE_ALWAYS_INLINE void makeColumn(const std::int32_t* first, const std::int32_t* second, int x,
                                       Row<V, kOutputs>& y)
{
    Form::First::inverseColumn(first, x, y);
    if constexpr (Form::Second::kPositions > 0) {
        Row<V, kOutputs> more;
        Form::Second::inverseColumn(second, x, more);
        HALFTONE_UNROLL
        for (int r = 0; r < kOutputs; ++r) {
            y[r] = Form::join(y[r], more[r]);
        }
    } else {
        HALFTONE_UNROLL
        for (int r = 0; r < kOutputs; ++r) {
            y[r] = Form::join(y[r]);
        }
    }
}

/// Stores one row of pixels of the tiles: kOutputs vectors of cells or of logits.
template <typename V, int kOutputs>
HALFTONE_ALWAYS_INLINE void storeRow(std::uint8_t* row, int pixels, const Row<V, kOutputs>& of)
{
    Row<V, kOutputs> cells;
    V::join(of, cells);
    HALFTONE_UNROLL
    for (int i = 0; i < kOutputs; ++i) {
        if (pixels >= (i + 1) * V::kTiles) {
            V::store(row + i * V::kBytes, cells[i]);
        } else {
            V::storeFirst(row + i * V::kBytes, pixels - i * V::kTiles, cells[i]);
        }
    }
}

/// One group of output channels of one vector of tiles: sums of both parts at its first lane.
struct TileOutputs {
    const TilePlace& place;
    int group;
    const std::int32_t* corrections;
    const std::int32_t* first;
    const std::int32_t* second;

    /// Of a channel of the group; what it starts from.
    [[nodiscard]] int startOf(const ConvArgs& args, int channel) const
    {
        return args.start[channel] + (corrections != nullptr ? corrections[channel] : 0);
    }
    template <int kOutputs>
    [[nodiscard]] int rows() const
    {
        return place.lastRow - place.y < kOutputs ? place.lastRow - place.y : kOutputs;
    }
};

/// Requantized and stored as codes.
template <typename V, typename Form>
void finishCodes(const ConvArgs& args, const TileOutputs& of)
{
    using Vector = typename V::Vector;
    constexpr int kOutputs = Form::First::Axis::kOutputs;
    Row<V, kCellChannels> codes[static_cast<std::size_t>(kOutputs)]
                               [static_cast<std::size_t>(kOutputs)];
    for (int o = 0; o < kCellChannels; ++o) {
        const int channel = of.group * kCellChannels + o;
        const Vector start = V::fill32(of.startOf(args, channel));
        const Vector preShift = V::fill32(args.preShift[channel]);
        const Vector multiplier = V::fill32(args.multiplier[channel]);
        const Vector bias = V::fill32(args.bias[channel]);
        const Vector shift = V::fill32(args.shift[channel]);
        HALFTONE_UNROLL
        for (int c = 0; c < kOutputs; ++c) {
            Row<V, kOutputs> y;
            makeColumn<V, Form, kOutputs>(of.first + o * V::kBlockTiles,
                                          of.second + o * V::kBlockTiles, c, y);
            HALFTONE_UNROLL
            for (int r = 0; r < kOutputs; ++r) {
                const Vector t = V::shiftRight32(V::add32(y[r], start), preShift);
                codes[r][c][o] = V::shiftRight32(V::add32(V::mul32(t, multiplier), bias), shift);
            }
        }
    }
    const Vector maxCode =
        V::fill32(static_cast<int>(static_cast<std::uint32_t>(args.maxCode) * 0x01010101U));
    std::uint8_t* row = args.out + of.group * args.outGroupStride + of.place.y * args.outRowStride
                        + std::ptrdiff_t{kCellChannels} * of.place.x;
    const int rows = of.rows<kOutputs>();
    for (int r = 0; r < rows; ++r, row += args.outRowStride) {
        Row<V, kOutputs> cells;
        HALFTONE_UNROLL
        for (int c = 0; c < kOutputs; ++c) {
            cells[c] = V::packCells(codes[r][c], maxCode);
        }
        storeRow<V, kOutputs>(row, args.width - of.place.x, cells);
        prefetchCells<V, kOutputs>(row);
    }
}

/// Stored as accumulators, those of the channels that there are.
template <typename V, typename Form>
void finishLogits(const ConvArgs& args, const TileOutputs& of)
{
    constexpr int kOutputs = Form::First::Axis::kOutputs;
    const int rows = of.rows<kOutputs>();
    for (int o = 0; o < kCellChannels; ++o) {
        const int channel = of.group * kCellChannels + o;
        if (channel >= args.outChannels) {
            return;
        }
        const typename V::Vector start = V::fill32(of.startOf(args, channel));
        Grid<V, kOutputs> logits;
        HALFTONE_UNROLL
        for (int c = 0; c < kOutputs; ++c) {
            Row<V, kOutputs> y;
            makeColumn<V, Form, kOutputs>(of.first + o * V::kBlockTiles,
                                          of.second + o * V::kBlockTiles, c, y);
            HALFTONE_UNROLL
            for (int r = 0; r < kOutputs; ++r) {
                logits[r][c] = V::template shiftRight32<Form::kShift>(V::add32(y[r], start));
            }
        }
        for (int r = 0; r < rows; ++r) {
            std::int32_t* row = args.logits + channel * args.logitsChannelStride
                                + (of.place.y + r) * args.logitsRowStride + of.place.x;
            storeRow<V, kOutputs>(reinterpret_cast<std::uint8_t*>(row), args.width - of.place.x,
                                  logits[r]);
        }
    }
}

template <typename V, typename Form, TileOutput kOutput>
void convBlock(const ConvArgs& args, const TileHeader& header, const TileMemory& memory,
               const BlockPlaces<V>& places, int vectors)
{
    using First = typename Form::First;
    using Second = typename Form::Second;
    const auto* parts = reinterpret_cast<const std::uint8_t*>(&header);
    const std::uint8_t* first = First::stream(args, parts + header.part[0]);
    const std::uint8_t* second = Second::stream(args, parts + header.part[1]);
    const std::int32_t* corrections = Form::corrections(parts, header);
    const TileGroups firstGroups = First::groups(args);
    const TileGroups secondGroups = Second::groups(args);
    for (int v = 0; v < vectors; ++v) {
        First::transform(args, places[v], v, memory.slab[0]);
        Second::transform(args, places[v], v, memory.slab[1]);
    }
    for (int begin = 0; begin < args.outGroups; begin += header.outGroups) {
        const int left = args.outGroups - begin;
        const int count = left < header.outGroups ? left : header.outGroups;
        first = First::multiply(firstGroups, count, memory.slab[0], first, memory.row[0],
                                memory.sums[0]);
        second = Second::multiply(secondGroups, count, memory.slab[1], second, memory.row[1],
                                  memory.sums[1]);
        for (int g = 0; g < count; ++g) {
            for (int v = 0; v < vectors; ++v) {
                const TileOutputs of{places[v], begin + g, corrections,
                                     memory.sums[0] + g * First::kAllSums + v * V::kTiles,
                                     memory.sums[1] + g * Second::kAllSums + v * V::kTiles};
                if constexpr (kOutput == TileOutput::Codes) {
                    finishCodes<V, Form>(args, of);
                } else {
                    finishLogits<V, Form>(args, of);
                }
            }
        }
    }
}

template <typename V, typename Form, TileOutput kOutput>
void convTiles(const ConvArgs& args)
{
    constexpr int kOutputs = Form::First::Axis::kOutputs;
    constexpr int kVectors = V::kBlockTiles / V::kTiles;
    const auto& header = *static_cast<const TileHeader*>(args.weights);
    const TileMemory memory = memoryOf<Form>(args, header);
    BlockPlaces<V> places;
    int vectors = 0;
    for (int y = args.rowBegin; y < args.rowEnd; y += kOutputs) {
        for (int x = 0; x < args.width; x += V::kTiles * kOutputs) {
            places[vectors] = {y, x, args.width, args.rowEnd};
            ++vectors;
            if (vectors == kVectors) {
                convBlock<V, Form, kOutput>(args, header, memory, places, vectors);
                vectors = 0;
            }
        }
    }
    if (vectors > 0) {
        convBlock<V, Form, kOutput>(args, header, memory, places, vectors);
    }
}

} // namespace halftone::engine::kernels::tiles
