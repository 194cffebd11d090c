// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace halftone::quant {

/// Bits of weights and activations of one stop of the slider.
/// 1..8 each: the integer engine. 16/16 (the paper's Q8.8, simulated) and 32/32 (float): float
/// path.
struct Precision {
    int weightBits = 32;
    int activationBits = 32;

    [[nodiscard]] constexpr bool isInteger() const noexcept
    {
        return weightBits >= 1 && weightBits <= 8 && activationBits >= 1 && activationBits <= 8;
    }
    [[nodiscard]] constexpr bool isFloat() const noexcept
    {
        return weightBits == 32 && activationBits == 32;
    }
    /// Fixed point computed in float: costs are not those of real 16-bit hardware.
    [[nodiscard]] constexpr bool isSimulated() const noexcept
    {
        return weightBits == 16 && activationBits == 16;
    }
    [[nodiscard]] constexpr bool isValid() const noexcept
    {
        return isInteger() || isFloat() || isSimulated();
    }

    friend constexpr auto operator<=>(const Precision&, const Precision&) = default;
};

inline constexpr Precision kFull{32, 32};
inline constexpr Precision kSimulated16{16, 16};
inline constexpr Precision kHighestInteger{8, 8};
inline constexpr Precision kBalanced{4, 6};
inline constexpr Precision kSmallest{2, 4};

/// "W4A6", "FP32", "W16A16".
[[nodiscard]] std::string toString(Precision precision);

/// Reads what toString prints, case-insensitively. Throws Error{InvalidArgument}.
[[nodiscard]] Precision parsePrecision(std::string_view text);

/// Throws Error{InvalidArgument} with the legal values if `precision` is none of them.
void requireValid(Precision precision);

} // namespace halftone::quant
