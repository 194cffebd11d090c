// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// The inner loops of fakeQuantRelu, on their own so that they can be compiled for vector units
/// (core/nn/CMakeLists.txt) without loosening the arithmetic of anything else.
namespace halftone::nn {

/// y = step * clamp(round(x/step), 0, maxCode), ties upward.
void quantizeRun(const float* x, float* y, std::int64_t count, float step, float maxCode);

/// The same on bfloat16 values given as their bits; computes in float and rounds to even.
void quantizeRun(const std::uint16_t* x, std::uint16_t* y, std::int64_t count, float step,
                 float maxCode);

/// gradX = grad where 0 < x < maxCode*step, else 0. Returns the sum over grad * d(y)/d(step).
[[nodiscard]] double differentiateRun(const float* x, const float* grad, float* gradX,
                                      std::int64_t count, float step, float maxCode);
[[nodiscard]] double differentiateRun(const std::uint16_t* x, const std::uint16_t* grad,
                                      std::uint16_t* gradX, std::int64_t count, float step,
                                      float maxCode);

} // namespace halftone::nn
