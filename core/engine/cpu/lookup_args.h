// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <cstddef>
#include <cstdint>

/// What packing/lookup.cpp and the kernels share, see packing/lookup.h. Internal linkage, for the
/// reason in kernel_args.h.
///
/// Packed weights: the tables, [patterns of 4 weights][patterns of 4 inputs] int8; three
/// arrays of int32, [outGroups * 4]: corrections, to be added to sums, and the least and the
/// largest accumulator; offsets of tables, [outGroups][input groups][KY][KX][4 output channels]
/// uint8.
namespace halftone::engine {

inline constexpr int kLookupTableBytes = 16;
inline constexpr int kLookupTablesBytes = 16 * kLookupTableBytes;
inline constexpr int kLookupTaps = 9;

/// A block is 4 rows x 32 columns of outputs, a tile 2 of these rows.
inline constexpr int kLookupRows = 4;
inline constexpr int kLookupTileRows = 2;
inline constexpr int kLookupColumns = 32;

/// The slab: for every group of 4 input channels 6 rows of nibbles, each of 34 pixels in a line.
inline constexpr int kLookupLineBytes = 64;
inline constexpr int kLookupGroupBytes = (kLookupRows + 2) * kLookupLineBytes;

/// Entries are at most 2 in magnitude: so many groups of 9 add up to at most 126.
inline constexpr int kLookupMostGroups = 7;

/// Sums of 4 output channels of a tile, in 16 bits.
inline constexpr int kLookupSums = kCellChannels * kLookupTileRows * kLookupColumns;

/// Channels for which limits are kept, a multiple of a vector's.
[[nodiscard]] static constexpr int lookupLimits(int outGroups)
{
    return (outGroups * kCellChannels + 15) / 16 * 16;
}

/// Groups that are summed up in 8 bits: chunks of almost equal length.
[[nodiscard]] static constexpr int lookupChunk(int groups)
{
    const int chunks = (groups + kLookupMostGroups - 1) / kLookupMostGroups;
    return (groups + chunks - 1) / chunks;
}

} // namespace halftone::engine
