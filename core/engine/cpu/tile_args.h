// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <cstddef>
#include <cstdint>

/// What packing/tile_*.cpp and the kernels of cpu/tiles/ share: convolutions by products of
/// transformed tiles, see packing/tile_form.h. Internal linkage, for the reason in kernel_args.h.
///
/// A tile is m x m outputs; its transform has n x n elements, the positions, row by row. A block is
/// some vectors of tiles, each side by side, one behind the other in the order of rows; how many
/// tiles, an instruction set chooses. At each position, the transformed inputs of a block are
/// multiplied by the transformed weights: one small matrix product of groups of 4 channels.
///
/// Input groups are ordered anew: those of inputs that are read directly, then those of upsampled
/// ones, which have no product at some positions.
namespace halftone::engine {

/// No block is larger.
inline constexpr int kMostBlockTiles = 32;
inline constexpr int kMostParts = 2;

inline constexpr int kMostPoints = 7;

/// What is known of a transform along one axis: m outputs from n points.
struct TileAxis {
    int outputs;
    int points;
    /// Whether upsampled inputs have no element there.
    bool isAbsentUpsampled[kMostPoints];
    /// Bytes: what products of direct and of upsampled inputs are multiplied by, an axis each.
    int factors[kMostPoints];
    int upsampledFactors[kMostPoints];
};

/// F(4,3) on 0, 1, -1, 2, -2 and infinity, in words.
inline constexpr TileAxis kWordAxis4{4, 6, {false, false, true}, {}, {}};
/// F(4,3) on 0, 1, -1, infinity and the complex roots of x^2 + 1, in bytes.
inline constexpr TileAxis kByteAxis4{
    4, 7, {false, false, true, false, true}, {4, 1, 1, 2, 2, 2, 4}, {4, 2, 0, 4, 0, 2, 4}};
/// F(2,3) on 0, 1, -1 and infinity, in bytes.
inline constexpr TileAxis kByteAxis2{2, 4, {false, false, true}, {1, 1, 1, 1}, {2, 2, 0, 2}};

/// Whether upsampled inputs have no product at a position.
[[nodiscard]] static constexpr bool isAbsentUpsampled(const TileAxis& axis, int position)
{
    return axis.isAbsentUpsampled[position / axis.points]
           || axis.isAbsentUpsampled[position % axis.points];
}

/// The front of packed weights. A part is what one transform takes; what it consists of stands in
/// WordPart and BytePart of cpu/tiles/.
struct TileHeader {
    std::int64_t part[kMostParts] = {}; ///< where it begins, bytes from the header's start
    std::int32_t outGroups = 1;   ///< groups of output channels that share a visit of the slab
    std::int32_t unused[11] = {}; ///< fills a cache line
};

/// What precedes the weights of a position in bytes: how many groups of input channels are summed
/// up in 16 bits.
struct TileChunks {
    std::int32_t direct = 0;
    std::int32_t upsampled = 0;
    std::int32_t unused[2] = {};
};

/// Bytes of one group of 4 input channels at one position: of a block in the slab, and of 4 output
/// channels in the weights, with elements of so many bytes.
[[nodiscard]] static constexpr std::ptrdiff_t tileCellBytes(int blockTiles, int elementBytes)
{
    return std::ptrdiff_t{blockTiles} * kCellChannels * elementBytes;
}
[[nodiscard]] static constexpr std::ptrdiff_t tileWeightBytes(int elementBytes)
{
    return std::ptrdiff_t{kCellChannels} * kCellChannels * elementBytes;
}

/// From position to position in the slab. A line more than the cells take: else the positions of
/// one group would all fall into the same set of an L1 cache.
[[nodiscard]] static constexpr std::ptrdiff_t tilePositionBytes(int blockTiles, int groups,
                                                                int elementBytes)
{
    return groups * tileCellBytes(blockTiles, elementBytes) + 64;
}

/// Sums of one group of output channels of a block, int32: at one position.
[[nodiscard]] static constexpr std::ptrdiff_t tileSums(int blockTiles)
{
    return std::ptrdiff_t{kCellChannels} * blockTiles;
}

/// Bytes of what a part keeps of one group of output channels: the sums of one row of positions,
/// and of all rows, transformed back along x.
[[nodiscard]] static constexpr std::ptrdiff_t tileSumBytes(const TileAxis& axis, int blockTiles)
{
    return axis.points * (1 + axis.outputs) * tileSums(blockTiles)
           * std::ptrdiff_t{sizeof(std::int32_t)};
}

/// Groups of output channels that are multiplied at one position, a visit of its slab each or
/// together, as an instruction set likes: their weights lie `weights` bytes apart, their sums
/// `sums` elements.
struct OutGroups {
    int count;
    std::ptrdiff_t weights;
    std::ptrdiff_t sums;
};

} // namespace halftone::engine
