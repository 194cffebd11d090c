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

/// The paper's 16-bit row, Q8.8 for weights and activations; Halftone's W16A16 stop.
inline constexpr QFormat kQ8Dot8{8, 8};

} // namespace halftone::quant
