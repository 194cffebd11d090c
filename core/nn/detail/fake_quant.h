// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <span>

/// Differentiable quantizers of training, and what export needs of them.
namespace halftone::nn {

/// A channel's 8-bit codes span +-kWeightRange times the root mean square of its weights. Ternary
/// codes then start at 0.25 * 2.5 = 0.63 rms, close to the best threshold for normally distributed
/// weights (0.61), and 8 bits clip about 1 % of them.
inline constexpr double kWeightRange = 2.5;

/// Value of one step of the 8-bit codes of `weights` [O,I,KH,KW]: [O,1,1,1], or [1,1,1,1] if one
/// scale is `shared` by all outputs (the head). No gradient flows through it.
[[nodiscard]] torch::Tensor weightStep(const torch::Tensor& weights, bool shared);

/// weights / step, clamped to the codes' range [-127,127], not rounded. Gradients are those of the
/// clamp: zero outside.
[[nodiscard]] torch::Tensor scaledWeights(const torch::Tensor& weights, const torch::Tensor& step);

/// quant::nestedCode of integer-valued 8-bit codes.
[[nodiscard]] torch::Tensor nestedCodes(const torch::Tensor& codes8, int bits);

/// Weights as the integer engine sees them at `bits`, times their step; the gradient is that of
/// scaledWeights (straight through the rounding).
[[nodiscard]] torch::Tensor fakeQuantWeights(const torch::Tensor& weights, int bits, bool shared);

/// Weights of the float path: clamped to the range of the 8-bit codes, so that FP32 and W8A8 agree.
[[nodiscard]] torch::Tensor clampedWeights(const torch::Tensor& weights, bool shared);

/// step * clamp(round(x / step), 0, maxCode): ReLU and activation quantizer in one, ties upward as
/// fixed_point.h. The gradient passes where 0 < x < maxCode * step; `step` [] gets the gradient of
/// learned step size quantization (LSQ, arXiv 1902.08153), scaled by 1/sqrt(N * maxCode).
[[nodiscard]] torch::Tensor fakeQuantRelu(const torch::Tensor& x, const torch::Tensor& step,
                                          std::int64_t maxCode);

/// fakeQuantRelu and its gradients in tensor operations, for what the fast loops do not know
/// (CUDA). Equal to the loops: computed in float whatever the type of `x`, because bfloat16 holds
/// no halves between codes of 128 and more.
[[nodiscard]] torch::Tensor quantizeTensor(const torch::Tensor& x, float step,
                                           std::int64_t maxCode);
struct QuantizerGradients {
    torch::Tensor x;    ///< in the type of the gradient that came in
    torch::Tensor step; ///< [] float, not yet scaled
};
[[nodiscard]] QuantizerGradients differentiateTensor(const torch::Tensor& x,
                                                     const torch::Tensor& gradient, float step,
                                                     std::int64_t maxCode);

/// The step with the least squared error for max(sample, 0) coded in [0, maxCode]. Always > 0.
[[nodiscard]] double searchStep(std::span<const float> samples, int maxCode);

} // namespace halftone::nn
