// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <cstddef>
#include <cstdint>

/// What packing/lookup.cpp and the kernels share, see packing/lookup.h. Internal linkage, for the
/// reason in kernel_args.h.
///
/// Packed weights: the tables, [patterns of 4 weights][patterns of 4 inputs] int8; corrections,
/// [outGroups * 4] int32, to be added to sums; offsets of tables, [outGroups][input
/// groups][KY][KX][4 output channels] uint8.
namespace halftone::engine {

inline constexpr int kLookupTableBytes = 16;
inline constexpr int kLookupTablesBytes = 16 * kLookupTableBytes;
inline constexpr int kLookupTaps = 9;

/// A block is 2 rows x 32 columns of outputs.
inline constexpr int kLookupRows = 2;
inline constexpr int kLookupColumns = 32;

/// The slab: for every group of 4 input channels 4 rows of nibbles, each of 34 pixels in a line.
inline constexpr int kLookupLineBytes = 64;
inline constexpr int kLookupGroupBytes = (kLookupRows + 2) * kLookupLineBytes;

/// Entries are at most 2 in magnitude: so many groups of 9 add up to at most 126.
inline constexpr int kLookupMostGroups = 7;

/// Sums of 4 output channels of a block, in 16 bits.
inline constexpr int kLookupSums = kCellChannels * kLookupRows * kLookupColumns;

/// Groups that are summed up in 8 bits: chunks of almost equal length.
[[nodiscard]] static constexpr int lookupChunk(int groups)
{
    const int chunks = (groups + kLookupMostGroups - 1) / kLookupMostGroups;
    return (groups + chunks - 1) / chunks;
}

} // namespace halftone::engine
