// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/quantizer_loops.h"

#include <algorithm>
#include <bit>

namespace halftone::nn {
namespace {

// Elements whose step gradients are kept aside and then summed in a fixed order: the result does
// not depend on how the compiler vectorises, and float sums stay short enough to be accurate.
constexpr std::int64_t kRun = 512;
constexpr std::int64_t kLanes = 16;

// Code of a value already clamped to [0, maxCode]. Truncation after adding one half rounds ties
// upward, and vectorises without SSE 4.1.
inline float codeOf(float clamped)
{
    return static_cast<float>(static_cast<std::int32_t>(clamped + 0.5F));
}

inline float clampToCodes(float scaled, float maxCode)
{
    const float low = scaled > 0.0F ? scaled : 0.0F;
    return low < maxCode ? low : maxCode;
}

// bfloat16 is the upper half of a float.
void widen(const std::uint16_t* from, float* to, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        to[i] = std::bit_cast<float>(static_cast<std::uint32_t>(from[i]) << 16);
    }
}

// Rounds to nearest, ties to even; the values are finite.
void narrow(const float* from, std::uint16_t* to, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(from[i]);
        to[i] = static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16);
    }
}

double sumOf(const float* values, std::int64_t count)
{
    float lanes[kLanes] = {};
    const std::int64_t whole = count - count % kLanes;
    for (std::int64_t i = 0; i < whole; i += kLanes) {
        for (std::int64_t lane = 0; lane < kLanes; ++lane) {
            lanes[lane] += values[i + lane];
        }
    }
    double total = 0.0;
    for (std::int64_t i = whole; i < count; ++i) {
        total += static_cast<double>(values[i]);
    }
    for (const float lane : lanes) {
        total += static_cast<double>(lane);
    }
    return total;
}

} // namespace

void quantizeRun(const float* x, float* y, std::int64_t count, float step, float maxCode)
{
    const float inverse = 1.0F / step;
    for (std::int64_t i = 0; i < count; ++i) {
        y[i] = codeOf(clampToCodes(x[i] * inverse, maxCode)) * step;
    }
}

double differentiateRun(const float* x, const float* grad, float* gradX, std::int64_t count,
                        float step, float maxCode)
{
    const float inverse = 1.0F / step;
    float scaled[kRun];
    float toStep[kRun];
    double total = 0.0;
    for (std::int64_t begin = 0; begin < count; begin += kRun) {
        const std::int64_t length = std::min(kRun, count - begin);
        for (std::int64_t i = 0; i < length; ++i) {
            scaled[i] = x[begin + i] * inverse;
        }
        for (std::int64_t i = 0; i < length; ++i) {
            const float above = scaled[i] > 0.0F ? 1.0F : 0.0F;
            const float inside = scaled[i] < maxCode ? above : 0.0F;
            const float slope = codeOf(clampToCodes(scaled[i], maxCode)) - inside * scaled[i];
            toStep[i] = grad[begin + i] * slope;
            scaled[i] = inside;
        }
        for (std::int64_t i = 0; i < length; ++i) {
            gradX[begin + i] = scaled[i] * grad[begin + i];
        }
        total += sumOf(toStep, length);
    }
    return total;
}

void quantizeRun(const std::uint16_t* x, std::uint16_t* y, std::int64_t count, float step,
                 float maxCode)
{
    float values[kRun];
    for (std::int64_t begin = 0; begin < count; begin += kRun) {
        const std::int64_t length = std::min(kRun, count - begin);
        widen(x + begin, values, length);
        quantizeRun(values, values, length, step, maxCode);
        narrow(values, y + begin, length);
    }
}

double differentiateRun(const std::uint16_t* x, const std::uint16_t* grad, std::uint16_t* gradX,
                        std::int64_t count, float step, float maxCode)
{
    float values[kRun];
    float gradients[kRun];
    double total = 0.0;
    for (std::int64_t begin = 0; begin < count; begin += kRun) {
        const std::int64_t length = std::min(kRun, count - begin);
        widen(x + begin, values, length);
        widen(grad + begin, gradients, length);
        total += differentiateRun(values, gradients, gradients, length, step, maxCode);
        narrow(gradients, gradX + begin, length);
    }
    return total;
}

} // namespace halftone::nn
