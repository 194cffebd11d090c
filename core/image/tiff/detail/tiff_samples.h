// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/tiff/detail/tiff_page.h"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <type_traits>

namespace halftone::image::detail {

inline float halfToFloat(std::uint16_t half)
{
    constexpr int kSpecial = 0x1f;
    const int exponent = half >> 10 & kSpecial;
    const int fraction = half & 0x3ff;
    float value = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                : std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
    if (exponent == kSpecial) {
        value = fraction == 0 ? std::numeric_limits<float>::infinity()
                              : std::numeric_limits<float>::quiet_NaN();
    }
    return (half & 0x8000) != 0 ? -value : value;
}

/// Bits from a stream of samples, the most significant first.
inline std::uint32_t bitsAt(const std::uint8_t* row, std::size_t bit, unsigned count)
{
    std::uint64_t value = 0;
    const std::size_t last = (bit + count - 1) / 8;
    for (std::size_t byte = bit / 8; byte <= last; ++byte) {
        value = value << 8 | row[byte];
    }
    value >>= 8 * (last + 1) - (bit + count);
    return static_cast<std::uint32_t>(value & ((std::uint64_t{1} << count) - 1));
}

/// Samples first, first + step, ... of a row in this machine's byte order.
template <typename T>
void unpackRow(const std::uint8_t* row, std::size_t first, std::size_t step,
               const PageLayout& layout, std::span<T> out)
{
    const unsigned bits = layout.bits;
    if constexpr (std::is_same_v<T, float>) {
        if (bits == 16) {
            for (std::size_t i = 0; i < out.size(); ++i) {
                std::uint16_t half = 0;
                std::memcpy(&half, row + 2 * (first + i * step), 2);
                out[i] = halfToFloat(half);
            }
            return;
        }
    }
    if (bits == 8 * sizeof(T)) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            std::memcpy(&out[i], row + sizeof(T) * (first + i * step), sizeof(T));
        }
        return;
    }
    if constexpr (std::is_unsigned_v<T> && sizeof(T) <= 4) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            const std::size_t sample = first + i * step;
            if (bits == 24) { // whole bytes, which libtiff turns as it does numbers
                const std::uint8_t* const b = row + 3 * sample;
                const bool little = std::endian::native == std::endian::little;
                out[i] = static_cast<T>(b[little ? 2 : 0] << 16 | b[1] << 8 | b[little ? 0 : 2]);
            } else {
                out[i] = static_cast<T>(bitsAt(row, sample * bits, bits));
            }
        }
    }
}

} // namespace halftone::image::detail
