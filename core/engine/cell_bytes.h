// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// Cells made of bytes of other cells: what moves channels, in loops that compilers vectorize.
namespace halftone::engine {

/// Where byte `channel` of a cell stands in the 32-bit number that the cell is in memory.
[[nodiscard]] constexpr int bitsBefore(int channel)
{
    return 8 * (std::endian::native == std::endian::little ? channel : kCellChannels - 1 - channel);
}

/// Byte `channel` of the cells from `cells` on; of none where `mask` is 0, which reads them all the
/// same.
struct CellByte {
    const std::uint8_t* cells = nullptr;
    int shift = 0;          ///< bitsBefore(channel)
    std::uint32_t mask = 0; ///< 0xff, or 0
};

/// Writes the cells `to`[kOutStep * x], x in [begin, end), of the bytes of `from`[kInStep * x] and
/// `fixed`, which holds those of bytes without mask.
template <int kInStep, int kOutStep>
void composeCells(const CellByte (&from)[kCellChannels], std::uint32_t fixed, int begin, int end,
                  std::uint8_t* to)
{
    const auto read = [](const CellByte& byte, std::ptrdiff_t x) {
        std::uint32_t cell = 0;
        std::memcpy(&cell, byte.cells + x * kInStep * kCellChannels, sizeof cell);
        return (cell >> byte.shift) & byte.mask;
    };
    const CellByte a = from[0];
    const CellByte b = from[1];
    const CellByte c = from[2];
    const CellByte d = from[3];
    for (std::ptrdiff_t x = begin; x < end; ++x) {
        const std::uint32_t cell = fixed | read(a, x) << bitsBefore(0) | read(b, x) << bitsBefore(1)
                                   | read(c, x) << bitsBefore(2) | read(d, x) << bitsBefore(3);
        std::memcpy(to + x * kOutStep * kCellChannels, &cell, sizeof cell);
    }
}

} // namespace halftone::engine
