// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace halftone::quant {

/// The paper's signed fixed point Qi.f, in the form that really has i+f bits: symmetric codes,
/// round half away from zero, saturating. Simulated on the float path only.
struct QFormat {
    int intBits = 8;  ///< i, including the sign
    int fracBits = 8; ///< f

    [[nodiscard]] double step() const noexcept { return std::ldexp(1.0, -fracBits); }
    /// Largest code, 2^(i+f-1) - 1.
    [[nodiscard]] double maxCode() const noexcept
    {
        return std::ldexp(1.0, intBits + fracBits - 1) - 1.0;
    }
    /// The nearest representable value.
    [[nodiscard]] double quantize(double x) const noexcept
    {
        const double code = std::round(x / step());
        return std::fmax(-maxCode(), std::fmin(maxCode(), code)) * step();
    }
};

/// What the paper's formula, as its code runs it, gives for a format instead: sign * (clamp(whole
/// part, 0, 2^i - 1) + round(fraction * 2^f) / 2^f). The sign is extra and the fraction can round
/// up to 1, so that Q0.4 has 33 values of 5.04 bits, not 16.
[[nodiscard]] inline double publishedLargest(QFormat format) noexcept
{
    return std::ldexp(1.0, format.intBits) - (format.fracBits > 0 ? 0.0 : 1.0);
}
/// How many values that are: multiples of the step from -largest to +largest.
[[nodiscard]] inline long long publishedLevels(QFormat format) noexcept
{
    return 2 * std::llround(publishedLargest(format) / format.step()) + 1;
}
/// The paper's formats for so many bits: weights Q0.f, activations Qi.0 (its Q8.8 for both at 16).
[[nodiscard]] constexpr QFormat paperWeights(int bits) noexcept
{
    return bits == 16 ? QFormat{8, 8} : QFormat{0, bits};
}
[[nodiscard]] constexpr QFormat paperActivations(int bits) noexcept
{
    return bits == 16 ? QFormat{8, 8} : QFormat{bits, 0};
}

/// The paper's 16-bit row, Q8.8 for weights and activations; Halftone's W16A16 stop.
inline constexpr QFormat kQ8Dot8{8, 8};

} // namespace halftone::quant
