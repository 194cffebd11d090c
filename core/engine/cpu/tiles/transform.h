// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"
#include "core/engine/cpu/tile_args.h"
#include "core/engine/cpu/tiles/axes.h"

/// From maps to transformed tiles, on vectors V of any instruction set and by the transform Axis of
/// axes.h.
namespace halftone::engine::kernels::tiles {

/// The tiles of one vector.
struct TilePlace {
    int y;       ///< first output row
    int x;       ///< first output column
    int width;   ///< of the output
    int lastRow; ///< of the output, one behind it: the last that a direct input has here
};

/// One row of the inputs of kOutputs-wide tiles, from the cell at the first output column on, of
/// which `cells` exist, the border included, and no other is read.
template <typename V, int kOutputs>
HALFTONE_ALWAYS_INLINE void loadDirectRow(const std::uint8_t* row, int cells,
                                          Row<V, kOutputs + 2>& d)
{
    using Vector = typename V::Vector;
    constexpr int kCells = V::kTiles * kOutputs;
    Row<V, kOutputs> plain;
    Vector next = V::zero();
    if (cells > kCells) {
        HALFTONE_UNROLL
        for (int i = 0; i < kOutputs; ++i) {
            plain[i] = V::load(row + i * V::kBytes);
        }
        next = V::fillCell(row + kCells * kCellChannels);
    } else {
        HALFTONE_UNROLL
        for (int i = 0; i < kOutputs; ++i) {
            plain[i] = V::loadFirst(row + i * V::kBytes, cells - i * V::kTiles);
        }
    }
    Row<V, kOutputs> of;
    V::split(plain, of);
    d[0] = V::template fromBefore<kOutputs>(of[kOutputs - 1], V::fillCell(row - kCellChannels));
    HALFTONE_UNROLL
    for (int i = 0; i < kOutputs; ++i) {
        d[i + 1] = of[i];
    }
    d[kOutputs + 1] = V::template fromBehind<kOutputs>(of[0], next);
}

/// Asks for what the next block has in this row. Hardware does not foresee it: a block takes short
/// runs of many rows.
template <typename V, int kPixels>
HALFTONE_ALWAYS_INLINE void prefetchCells(const std::uint8_t* row)
{
    constexpr int kLine = 64;
    HALFTONE_UNROLL
    for (int i = 0; i < V::kBytes * kPixels; i += kLine) {
        V::prefetch(row + V::kBlockTiles * kPixels * kCellChannels + i);
    }
}

/// The same of an upsampled input, whose map has half the width and a cell for two.
template <typename V, int kOutputs>
HALFTONE_ALWAYS_INLINE void loadUpsampledRow(const std::uint8_t* row, int cells,
                                             Row<V, kOutputs / 2 + 2>& s)
{
    using Vector = typename V::Vector;
    constexpr int kLow = kOutputs / 2;
    constexpr int kCells = V::kTiles * kLow;
    Row<V, kLow> plain;
    Vector next = V::zero();
    if (cells > kCells) {
        HALFTONE_UNROLL
        for (int i = 0; i < kLow; ++i) {
            plain[i] = V::load(row + i * V::kBytes);
        }
        next = V::fillCell(row + kCells * kCellChannels);
    } else {
        HALFTONE_UNROLL
        for (int i = 0; i < kLow; ++i) {
            plain[i] = V::loadFirst(row + i * V::kBytes, cells - i * V::kTiles);
        }
    }
    Row<V, kLow> of;
    V::splitLow(plain, of);
    s[0] = V::template fromBefore<kOutputs>(of[kLow - 1], V::fillCell(row - kCellChannels));
    HALFTONE_UNROLL
    for (int i = 0; i < kLow; ++i) {
        s[i + 1] = of[i];
    }
    s[kLow + 1] = V::template fromBehind<kOutputs>(of[0], next);
}

/// How inputs of one kind are loaded and transformed.
template <typename V, typename Axis, Reading kReading>
struct TileReader;

template <typename V, typename Axis>
struct TileReader<V, Axis, Reading::Direct> {
    using Vector = typename V::Vector;
    static constexpr int kSide = Axis::kOutputs + 2;
    static constexpr bool isAbsent(int) { return false; }

    /// Rows and columns of a tile's inputs, of one group of channels.
    static HALFTONE_ALWAYS_INLINE void load(const ConvInput& input, int group,
                                            const TilePlace& place, Grid<V, kSide>& d)
    {
        const std::uint8_t* plane =
            input.data + group * input.groupStride + std::ptrdiff_t{kCellChannels} * place.x;
        for (int r = 0; r < kSide; ++r) {
            const int y = place.y - 1 + r;
            const std::uint8_t* row =
                plane + (y < place.lastRow ? y : place.lastRow) * input.rowStride;
            loadDirectRow<V, Axis::kOutputs>(row, place.width - place.x + 1, d[r]);
            prefetchCells<V, Axis::kOutputs>(row);
        }
    }
    static HALFTONE_ALWAYS_INLINE void apply(const Row<V, kSide>& d, Row<V, Axis::kPoints>& t)
    {
        Axis::direct(d, t);
    }
};

template <typename V, typename Axis>
struct TileReader<V, Axis, Reading::Upsampled2> {
    using Vector = typename V::Vector;
    static constexpr int kSide = Axis::kOutputs / 2 + 2;
    static constexpr bool isAbsent(int point) { return Axis::kAxis.isAbsentUpsampled[point]; }

    static HALFTONE_ALWAYS_INLINE void load(const ConvInput& input, int group,
                                            const TilePlace& place, Grid<V, kSide>& d)
    {
        const std::uint8_t* plane =
            input.data + group * input.groupStride + std::ptrdiff_t{kCellChannels} * (place.x / 2);
        const int last = place.lastRow / 2;
        for (int r = 0; r < kSide; ++r) {
            const int y = place.y / 2 - 1 + r;
            const std::uint8_t* row = plane + (y < last ? y : last) * input.rowStride;
            loadUpsampledRow<V, Axis::kOutputs>(row, (place.width - place.x) / 2 + 1, d[r]);
            prefetchCells<V, Axis::kOutputs / 2>(row);
        }
    }
    static HALFTONE_ALWAYS_INLINE void apply(const Row<V, kSide>& s, Row<V, Axis::kPoints>& t)
    {
        Axis::upsampled(s, t);
    }
};

/// Transforms along both axes and hands every element to `store(position, vector)`.
template <typename V, typename Axis, Reading kReading, typename Store>
HALFTONE_ALWAYS_INLINE void transformTile(const Grid<V, TileReader<V, Axis, kReading>::kSide>& d,
                                          const Store& store)
{
    using Reader = TileReader<V, Axis, kReading>;
    constexpr int kPoints = Axis::kPoints;
    Grid<V, kPoints, Reader::kSide> rows;
    HALFTONE_UNROLL
    for (int x = 0; x < Reader::kSide; ++x) {
        Row<V, Reader::kSide> column;
        HALFTONE_UNROLL
        for (int y = 0; y < Reader::kSide; ++y) {
            column[y] = d[y][x];
        }
        Row<V, kPoints> t;
        Reader::apply(column, t);
        HALFTONE_UNROLL
        for (int y = 0; y < kPoints; ++y) {
            if (!Reader::isAbsent(y)) {
                rows[y][x] = t[y];
            }
        }
    }
    HALFTONE_UNROLL
    for (int y = 0; y < kPoints; ++y) {
        if (Reader::isAbsent(y)) {
            continue;
        }
        Row<V, kPoints> t;
        Reader::apply(rows[y], t);
        HALFTONE_UNROLL
        for (int x = 0; x < kPoints; ++x) {
            if (!Reader::isAbsent(x)) {
                store(y * kPoints + x, t[x]);
            }
        }
    }
}

} // namespace halftone::engine::kernels::tiles
