// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/network.h"

#include <torch/types.h>

#include <cstdint>
#include <vector>

/// What a convolution of a layer graph reads, wherever it is not the plain one of LibTorch.
namespace halftone::nn {

/// `x` [N,I,H,W] with the padding of `conv` around it, so that a convolution without padding and
/// with its stride gives [N,O,H/stride,W/stride]. Channel c is padded with padding[c]; empty: 0.
[[nodiscard]] torch::Tensor paddedInput(const torch::Tensor& x, const model::Conv& conv,
                                        const std::vector<std::uint8_t>& padding);

/// Windows of `padded` [1,I,...] (by paddedInput) at `positions` [P] of the output, which is
/// `width` wide: [P,I*K*K], in the order of weights.
[[nodiscard]] torch::Tensor windowsAt(const torch::Tensor& padded, const model::Conv& conv,
                                      const torch::Tensor& positions, std::int64_t width);

} // namespace halftone::nn
