// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/matrix_product.h"

#include <ATen/ATen.h>

namespace halftone::nn {

torch::Tensor matrixProduct(const torch::Tensor& a, const torch::Tensor& b)
{
    if (!at::hasMKLDNN()) {
        return at::matmul(a, b);
    }
    // Columns of b are pixels, its rows channels. conv2d() would choose BLAS for one thread.
    const torch::Tensor weights = a.contiguous().view({a.size(0), a.size(1), 1, 1});
    const torch::Tensor pixels = b.contiguous().view({1, b.size(0), b.size(1), 1});
    return at::mkldnn_convolution(pixels, weights, {}, {0, 0}, {1, 1}, {1, 1}, 1)
        .contiguous()
        .view({a.size(0), b.size(1)});
}

} // namespace halftone::nn
