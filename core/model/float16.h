// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

/// IEEE 754 binary16 as bits, for weights at rest; nothing computes in it.
namespace halftone::model {

/// Exact.
[[nodiscard]] constexpr float halfToFloat(std::uint16_t half) noexcept
{
    const std::uint32_t sign = (half & 0x8000U) << 16;
    const std::uint32_t exponent = (half >> 10) & 0x1FU;
    const std::uint32_t fraction = half & 0x3FFU;
    if (exponent == 0x1F) { // infinity, NaN
        return std::bit_cast<float>(sign | 0x7F800000U | fraction << 13);
    }
    if (exponent != 0) {
        return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
    }
    const float magnitude = static_cast<float>(fraction) * 0x1p-24F; // zero and subnormals
    return sign != 0 ? -magnitude : magnitude;
}

/// Round to nearest, ties to even; beyond 65504 infinity.
[[nodiscard]] constexpr std::uint16_t floatToHalf(float value) noexcept
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = bits >> 16 & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude > 0x7F800000U) {
        return static_cast<std::uint16_t>(sign | 0x7E00U); // NaN
    }
    if (magnitude >= 0x477FF000U) { // rounds to 65536 or more
        return static_cast<std::uint16_t>(sign | 0x7C00U);
    }
    if (magnitude < 0x33000001U) { // at most half of the smallest subnormal: the tie goes to zero
        return static_cast<std::uint16_t>(sign);
    }
    const std::uint32_t exponent = magnitude >> 23;
    std::uint32_t significand = magnitude;
    std::uint32_t drop = 13; // fraction bits that binary16 lacks
    if (exponent >= 113) {
        significand -= 112U << 23; // rebias; a carry out of the fraction rightly bumps the exponent
    } else {
        significand = (magnitude & 0x7FFFFFU) | 0x800000U;
        drop = 126 - exponent; // 14 .. 24: subnormal, in units of 2^-24
    }
    const std::uint32_t kept = significand >> drop;
    const std::uint32_t rest = significand & ((1U << drop) - 1U);
    const std::uint32_t half = 1U << (drop - 1);
    const bool up = rest > half || (rest == half && (kept & 1U) != 0);
    return static_cast<std::uint16_t>(sign | (kept + (up ? 1U : 0U)));
}

} // namespace halftone::model
