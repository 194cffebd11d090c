// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/detail/steady_spacing.h"

#include <cmath>

namespace halftone::image::detail {
namespace {

constexpr double kNear = 1e-6;

bool isNear(double candidate, double mm)
{
    return std::abs(candidate / mm - 1) <= kNear;
}

/// Exact for the exponents below 22 that lengths have.
double powerOfTen(int exponent)
{
    double power = 1;
    for (int n = 0; n < exponent; ++n) {
        power *= 10;
    }
    return power;
}

} // namespace

double steadySpacing(double mm) noexcept
{
    const int magnitude = static_cast<int>(std::floor(std::log10(mm)));
    if (std::abs(magnitude) < 18) {
        for (int digits = 1; digits <= 4; ++digits) {
            // One division or product of whole numbers, which gives the double nearest to the
            // decimal.
            const int places = digits - 1 - magnitude;
            const double power = powerOfTen(std::abs(places));
            const double decimal =
                places >= 0 ? std::round(mm * power) / power : std::round(mm / power) * power;
            if (isNear(decimal, mm)) {
                return decimal;
            }
        }
    }
    constexpr double kParts = 1024;
    const double part = std::round(mm * kParts) / kParts;
    if (mm > 0.1 && isNear(part, mm)) {
        return part;
    }
    constexpr int kBits = 17;
    int exponent = 0;
    const double mantissa = std::frexp(mm, &exponent);
    return std::ldexp(std::round(std::ldexp(mantissa, kBits)), exponent - kBits);
}

} // namespace halftone::image::detail
