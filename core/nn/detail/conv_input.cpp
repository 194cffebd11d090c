// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/conv_input.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstddef>

namespace halftone::nn {

torch::Tensor paddedInput(const torch::Tensor& x, const model::Conv& conv,
                          const std::vector<std::uint8_t>& padding)
{
    const std::int64_t before = (conv.kernel - 1) / 2;
    // (size / stride - 1) * stride + kernel pixels are read.
    const std::int64_t after = conv.kernel - conv.stride - before; // -1: the last is not
    if (before == 0 && after <= 0) {
        return x;
    }
    const std::int64_t tail = std::max<std::int64_t>(after, 0);
    torch::Tensor padded = at::constant_pad_nd(x, {before, tail, before, tail}, 0);
    for (std::size_t begin = 0; begin < padding.size();) {
        std::size_t end = begin + 1;
        while (end < padding.size() && padding[end] == padding[begin]) {
            ++end;
        }
        if (padding[begin] != 0) {
            const auto first = static_cast<std::int64_t>(begin);
            const auto count = static_cast<std::int64_t>(end - begin);
            torch::Tensor channels = padded.narrow(1, first, count);
            channels.fill_(padding[begin]);
            channels.narrow(2, before, x.size(2))
                .narrow(3, before, x.size(3))
                .copy_(x.narrow(1, first, count));
        }
        begin = end;
    }
    return padded;
}

torch::Tensor windowsAt(const torch::Tensor& padded, const model::Conv& conv,
                        const torch::Tensor& positions, std::int64_t width)
{
    const std::int64_t pitch = padded.size(3);
    const torch::Tensor rows = at::floor_divide(positions, width);
    const torch::Tensor corners =
        rows * (conv.stride * pitch) + (positions - rows * width) * conv.stride;
    const torch::Tensor pixels = padded[0].reshape({padded.size(1), -1});
    std::vector<torch::Tensor> taps;
    for (std::int64_t y = 0; y < conv.kernel; ++y) {
        for (std::int64_t x = 0; x < conv.kernel; ++x) {
            taps.push_back(pixels.index_select(1, corners + (y * pitch + x)));
        }
    }
    return at::stack(taps, 1).reshape({padded.size(1) * conv.kernel * conv.kernel, -1}).t();
}

} // namespace halftone::nn
