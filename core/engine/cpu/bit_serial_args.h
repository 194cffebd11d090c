// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <cstdint>

/// What packing/bit_serial.cpp and avx512vnni/bit_serial.cpp share.
namespace halftone::engine {

/// The front of packed weights. Behind it stand three arrays of int32, [outGroups*4]: what turns an
/// accumulator into the number that the planes of a sum spell, and the least and the largest
/// accumulator. Then lists of planes, uint16: for every chunk of input channels that of all its
/// planes, if `binary`; then for every output channel those of weight 1 and those of weight -1, the
/// latter empty if `binary`. A list is its length and the offset of every plane in the chunk, in
/// bytes. Lengths are multiples of kBitListUnit, filled up with a plane of zeros (weight 1) or of
/// ones (weight -1); these two stand behind the planes of a chunk. The two lists of an output
/// channel have its number and both lengths in front and come in the order of these lengths; the
/// first is never empty.
struct BitSerialHeader {
    std::int32_t inputBits = 1;
    std::int32_t binary = 0;      ///< weights are -1 and 1 alone: acc = 2 P - T
    std::int32_t planes = 0;      ///< that are compared
    std::int32_t sumPlanes = 0;   ///< that are stored of a sum; higher ones are 0
    std::int32_t chunkGroups = 0; ///< groups of 4 input channels in every chunk but the last
    std::int32_t inputGroups = 0;
    std::int32_t unused[10] = {}; ///< fills a cache line
};

inline constexpr int kBitListUnit = 8;

/// Bytes of the planes of one bit of a chunk: 9 taps of 4 channels a group, 64 bytes each, and the
/// two that fill up lists.
[[nodiscard]] static constexpr std::int32_t bitChunkBytes(std::int32_t groups)
{
    return (groups * 4 * 9 + 2) * 64;
}

} // namespace halftone::engine
