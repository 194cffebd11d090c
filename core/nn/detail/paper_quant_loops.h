// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// The inner loops of paperQuantize (paper_quant.h says what they compute), on their own so that
/// they can be compiled for vector units (core/nn/CMakeLists.txt). A value that is not a number
/// stays one.
namespace halftone::nn {

/// Magnitude to the nearest power of two by its logarithm, at most `largest`.
void powerOfTwoRun(const float* x, float* y, std::int64_t count, float largest);

/// Whole part cut at 2^intBits - 1, fraction rounded to fracBits bits (ties to even), each on its
/// own; either part is dropped where it has no bits.
void fixedPointRun(const float* x, float* y, std::int64_t count, int intBits, int fracBits);

/// step * clamp(round(x / step), -maxCode, maxCode), ties away from zero; inverse = 1 / step.
void saneRun(const float* x, float* y, std::int64_t count, float step, float inverse,
             float maxCode);

/// -1, 0 or 1.
void signRun(const float* x, float* y, std::int64_t count);

/// gradX = grad where |x| <= limit, else 0.
void maskRun(const float* x, const float* grad, float* gradX, std::int64_t count, float limit);

} // namespace halftone::nn
