// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/q_format.h"

#include <torch/types.h>

#include <cstdint>

/// The quantizers of "U-Net Fixed-Point Quantization for Medical Image Segmentation" (arXiv
/// 1908.01073) and of the baselines it compares with. SIMULATED: their values are floats, and some
/// of them take more values than their name says. Only paper mode uses them; Halftone's own models
/// use fake_quant.h.
namespace halftone::nn {

enum class PaperQuantizer {
    None, ///< full precision
    /// What the published code runs on EM: sign * 2^round(log2|x|), at most 2^(i-1) (if i > 0) +
    /// 1 - 2^-f. Logarithmic, not fixed point: i and f only move the top, small values keep a power
    /// of two of their own. Gradient 1 everywhere.
    PowerOfTwo,
    /// The paper's formula, as its code runs it on GM and NIH: sign * (clamp(floor|x|, 0, 2^i - 1)
    /// + round(frac|x| * 2^f) / 2^f). The sign is extra; the fraction can round up to 1; without
    /// integer bits the whole part is dropped, not saturated (1.1 -> 0.125 in Q0.4); without
    /// fraction bits the fraction is (0.99 -> 0). Gradient 1 everywhere.
    FixedPoint,
    /// The same widths done properly: i + f bits with the sign, quant::QFormat's values, gradient 0
    /// outside the clamp.
    Sane,
    /// BNN: the sign, 0 for exactly 0; gradient 0 where |x| > 1.
    Binary,
    /// TernaryNet: ternaryWeights, and ternaryTanh instead of the ReLU.
    Ternary,
};

/// `x` with the values of `kind`, which is neither None nor Ternary, at `format` (Binary has none).
/// Formats of at most 16 bits in each part, 22 together.
[[nodiscard]] torch::Tensor paperQuantize(const torch::Tensor& x, PaperQuantizer kind,
                                          quant::QFormat format);

/// Largest value of PowerOfTwo, FixedPoint or Sane.
[[nodiscard]] double paperLargest(PaperQuantizer kind, quant::QFormat format);

/// How many different values FixedPoint or Sane can give.
[[nodiscard]] std::int64_t paperLevels(PaperQuantizer kind, quant::QFormat format);

/// Ternary weight networks (arXiv 1605.04711): per output channel {-a, 0, a}, zero where |w| <= 0.7
/// mean|w|, `a` the mean magnitude of the others. `weights` [O,I,KH,KW]. Gradient 1 everywhere.
[[nodiscard]] torch::Tensor ternaryWeights(const torch::Tensor& weights);

/// TernaryNet's activation (arXiv 1801.09449), tanh(2bx - b)/2 + tanh(2bx + b)/2 for the slope b: a
/// smooth staircase of -1, 0, 1 with steps at +-1/2. Its own gradient.
[[nodiscard]] torch::Tensor ternaryTanh(const torch::Tensor& x, double slope);

} // namespace halftone::nn
