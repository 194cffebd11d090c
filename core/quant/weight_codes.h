// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// One set of 8-bit weight codes serves every bit width; packed storage of the derived codes.
namespace halftone::quant {

/// Largest weight code magnitude: 127 at 8 bits, 7 at 4, 1 at 2 (ternary) and at 1 ({-1,+1}).
[[nodiscard]] constexpr std::int32_t maxWeightCode(int bits) noexcept
{
    return bits == 1 ? 1 : (1 << (bits - 1)) - 1;
}

/// The code of width `bits` in [1,8] nested in the 8-bit code `w8` in [-127,127]:
/// sign(w8) * min((|w8| + 2^(d-1)) >> d, 2^(bits-1)-1), d = 8-bits, for 2..7 (zero is kept, so 2
/// bits are ternary); w8 itself for 8; +1 where w8 >= 0, else -1, for 1.
/// After "Double Rounding" (arXiv 2502.01199), made symmetric.
[[nodiscard]] constexpr std::int8_t nestedCode(std::int8_t w8, int bits) noexcept
{
    if (bits >= 8) {
        return w8;
    }
    if (bits == 1) {
        return w8 >= 0 ? std::int8_t{1} : std::int8_t{-1};
    }
    const int d = 8 - bits;
    const int magnitude = w8 < 0 ? -w8 : w8;
    const int rounded = (magnitude + (1 << (d - 1))) >> d;
    const int code = rounded < maxWeightCode(bits) ? rounded : maxWeightCode(bits);
    return static_cast<std::int8_t>(w8 < 0 ? -code : code);
}

/// How many 8-bit code steps one step of width `bits` is worth: 2^(8-bits) (1 bit: as given by the
/// table's scale; 64 by convention).
[[nodiscard]] constexpr double nestedStep(int bits) noexcept
{
    return bits == 1 ? 64.0 : static_cast<double>(1 << (8 - bits));
}

/// nestedCode for a whole tensor, same order.
[[nodiscard]] std::vector<std::int8_t> nestedCodes(std::span<const std::int8_t> w8, int bits);

/// Bytes of `count` codes of `bits`, rounded up.
[[nodiscard]] constexpr std::size_t packedBytes(std::size_t count, int bits) noexcept
{
    return (count * static_cast<std::size_t>(bits) + 7) / 8;
}

/// Packs codes into a little-endian bit stream, in order, the first code in the lowest bits: two's
/// complement of `bits` bits, or for 1 bit: 1 = +1, 0 = -1 (what numpy.packbits writes with
/// bitorder="little"). Throws Error{InvalidArgument} if a code does not fit.
[[nodiscard]] std::vector<std::uint8_t> packCodes(std::span<const std::int8_t> codes, int bits);

/// The inverse. Throws Error{ShapeMismatch} unless packed.size() == packedBytes(count, bits), and
/// Error{InvalidArgument} on a code outside the symmetric range (-2^(bits-1)).
[[nodiscard]] std::vector<std::int8_t> unpackCodes(std::span<const std::uint8_t> packed,
                                                   std::size_t count, int bits);

} // namespace halftone::quant
