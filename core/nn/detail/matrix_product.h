// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/types.h>

namespace halftone::nn {

/// a * b of float matrices [M,K] and [K,N], by LibTorch's convolutions, which bring kernels of
/// their own: its matrix products are those of the system's BLAS, which may be the reference
/// implementation (30 times slower).
[[nodiscard]] torch::Tensor matrixProduct(const torch::Tensor& a, const torch::Tensor& b);

} // namespace halftone::nn
