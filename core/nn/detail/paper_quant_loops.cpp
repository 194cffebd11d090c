// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/paper_quant_loops.h"

#include <bit>
#include <cmath>

namespace halftone::nn {
namespace {

constexpr std::int32_t kMagnitude = 0x7FFFFFFF;
constexpr std::int32_t kExponent = 0x7F800000; // also the bits of infinity
constexpr std::int32_t kSmallestNormal = 0x00800000;
// First mantissa above the square root of two, where log2 rounds up.
constexpr std::int32_t kRoundsUp = 0x003504F4;

constexpr float kWhole = 8388608.0F; // 2^23: from here on a float has no fraction

inline float keepNan(float x, float y)
{
    return x == x ? y : x;
}

// Nearest whole number of 0 <= v < 2^22, ties to even: the sum has no bits left for a fraction.
inline float roundToEven(float v)
{
    constexpr float kShift = 1.5F * kWhole;
    return (v + kShift) - kShift;
}

// Floor of 0 <= v <= 2^23.
inline float cut(float v)
{
    return static_cast<float>(static_cast<std::int32_t>(v));
}

} // namespace

void powerOfTwoRun(const float* x, float* y, std::int64_t count, float largest)
{
    const auto top = std::bit_cast<std::int32_t>(largest);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto bits = std::bit_cast<std::int32_t>(x[i]);
        const std::int32_t magnitude = bits & kMagnitude;
        // In integers, positive floats keep their order and a carry out of the mantissa is the next
        // exponent. Denormals count as zero.
        const std::int32_t finite = magnitude < kExponent ? magnitude : kExponent;
        std::int32_t rounded = (finite + (kSmallestNormal - kRoundsUp)) & kExponent;
        rounded = magnitude < kSmallestNormal ? 0 : rounded;
        rounded = rounded < top ? rounded : top;
        rounded = magnitude > kExponent ? magnitude : rounded;
        y[i] = std::bit_cast<float>(rounded | (bits & ~kMagnitude));
    }
}

void fixedPointRun(const float* x, float* y, std::int64_t count, int intBits, int fracBits)
{
    const float maxWhole = std::ldexp(1.0F, intBits) - 1.0F;
    const float scale = std::ldexp(1.0F, fracBits);
    const float step = fracBits > 0 ? 1.0F / scale : 0.0F;
    for (std::int64_t i = 0; i < count; ++i) {
        const float magnitude = std::fabs(x[i]);
        const float bounded = magnitude < kWhole ? magnitude : kWhole;
        const float whole = cut(bounded);
        const float fraction = roundToEven((bounded - whole) * scale) * step;
        const float value = (whole < maxWhole ? whole : maxWhole) + fraction;
        y[i] = keepNan(x[i], std::copysign(value, x[i]));
    }
}

void saneRun(const float* x, float* y, std::int64_t count, float step, float inverse, float maxCode)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const float magnitude = std::fabs(x[i]) * inverse;
        const float bounded = magnitude < maxCode ? magnitude : maxCode;
        const float whole = cut(bounded);
        const float up = bounded - whole >= 0.5F ? 1.0F : 0.0F;
        y[i] = keepNan(x[i], std::copysign((whole + up) * step, x[i]));
    }
}

void signRun(const float* x, float* y, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const float positive = x[i] > 0.0F ? 1.0F : 0.0F;
        const float negative = x[i] < 0.0F ? 1.0F : 0.0F;
        y[i] = keepNan(x[i], positive - negative);
    }
}

void maskRun(const float* x, const float* grad, float* gradX, std::int64_t count, float limit)
{
    for (std::int64_t i = 0; i < count; ++i) {
        gradX[i] = std::fabs(x[i]) <= limit ? grad[i] : 0.0F;
    }
}

} // namespace halftone::nn
