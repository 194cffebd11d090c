// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/banded_conv.h"

#include "core/base/progress.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>

namespace halftone::nn {
namespace {

using Rows = std::int64_t;

bool isEven(const model::graph::Sides& pad)
{
    return pad.top == pad.bottom && pad.left == pad.right;
}

// Rows that a kernel covers, from the first it looks at to the last.
Rows reachOf(const torch::Tensor& weights, const ConvGeometry& geometry)
{
    return geometry.dilation.height * (weights.size(2) - 1) + 1;
}

// Of the same layout in memory as `like`.
torch::Tensor emptyMap(Rows channels, Rows height, Rows width, const torch::Tensor& like)
{
    return at::empty({1, channels, height, width},
                     like.options().memory_format(like.suggest_memory_format()));
}

torch::Tensor convolve(const torch::Tensor& x, const torch::Tensor& weights,
                       const torch::Tensor& bias, const ConvGeometry& geometry,
                       const model::graph::Sides& pad)
{
    const auto call = [&](const torch::Tensor& map, Rows padHeight, Rows padWidth) {
        return at::conv2d(map, weights, bias, {geometry.stride.height, geometry.stride.width},
                          {padHeight, padWidth},
                          {geometry.dilation.height, geometry.dilation.width}, geometry.groups);
    };
    if (isEven(pad)) {
        return call(x, pad.top, pad.left);
    }
    return call(at::constant_pad_nd(x, {pad.left, pad.right, pad.top, pad.bottom}), 0, 0);
}

} // namespace

torch::Tensor convolveInBands(const torch::Tensor& x, const torch::Tensor& weights,
                              const torch::Tensor& bias, const ConvGeometry& geometry,
                              const StopToken& stop, double mostMacs)
{
    const model::graph::Sides& pad = geometry.pad;
    const Rows stride = geometry.stride.height;
    const Rows reach = reachOf(weights, geometry);
    const Rows height = (x.size(2) + pad.top + pad.bottom - reach) / stride + 1;
    const double macsOfRow = static_cast<double>(weights.numel()) * static_cast<double>(x.size(3))
                             / geometry.stride.width;
    // Bands no lower than what they read beyond their ends, or most of the work would be copies.
    const Rows rows = std::max<Rows>(2 * reach - 1, static_cast<Rows>(mostMacs / macsOfRow));
    if (rows >= height) {
        return convolve(x, weights, bias, geometry, pad);
    }
    torch::Tensor y;
    for (Rows begin = 0; begin < height; begin += rows) {
        throwIfStopped(stop);
        const Rows end = std::min(height, begin + rows);
        const Rows first = begin * stride - pad.top; // rows of x that the band looks at
        const Rows last = (end - 1) * stride - pad.top + reach;
        const Rows from = std::clamp<Rows>(first, 0, x.size(2));
        const Rows to = std::clamp<Rows>(last, from, x.size(2));
        model::graph::Sides padOfBand = pad;
        padOfBand.top = static_cast<int>(from - first);
        padOfBand.bottom = static_cast<int>(last - to);
        const torch::Tensor band =
            convolve(x.narrow(2, from, to - from), weights, bias, geometry, padOfBand);
        if (!y.defined()) {
            y = emptyMap(weights.size(0), height, band.size(3), band);
        }
        y.narrow(2, begin, end - begin).copy_(band);
    }
    return y;
}

torch::Tensor convolveTransposedInBands(const torch::Tensor& x, const torch::Tensor& weights,
                                        const torch::Tensor& bias, const ConvGeometry& geometry,
                                        const StopToken& stop, double mostMacs)
{
    const model::graph::Sides& pad = geometry.pad;
    const Rows stride = geometry.stride.height;
    const auto call = [&](const torch::Tensor& map, Rows padHeight, Rows padWidth, Rows morePad) {
        return at::conv_transpose2d(
            map, weights, bias, {geometry.stride.height, geometry.stride.width},
            {padHeight, padWidth}, {morePad, geometry.outputPad.width}, geometry.groups,
            {geometry.dilation.height, geometry.dilation.width});
    };
    const double macsOfRow = static_cast<double>(weights.numel()) * static_cast<double>(x.size(3));
    const double wholeMacs = macsOfRow * static_cast<double>(x.size(2));
    if (isEven(pad) && wholeMacs <= mostMacs) {
        return call(x, pad.top, pad.left, geometry.outputPad.height);
    }
    // Row i of x adds to the rows [i * stride, i * stride + reach) of a map from which then the
    // padding is cut.
    const Rows reach = reachOf(weights, geometry);
    const Rows whole = (x.size(2) - 1) * stride + reach + geometry.outputPad.height;
    const Rows height = whole - pad.top - pad.bottom;
    const Rows rows = std::max<Rows>(
        2 * reach - 1, static_cast<Rows>(mostMacs / macsOfRow * static_cast<double>(stride)));
    torch::Tensor y;
    for (Rows begin = 0; begin < height; begin += rows) {
        throwIfStopped(stop);
        const Rows end = std::min(height, begin + rows);
        // The first row of x that reaches the band, or, where strides beyond the kernel leave a gap
        // at its begin, the last one before it.
        const Rows at = begin + pad.top;
        const Rows reaching = at < reach ? 0 : (at - reach) / stride + 1;
        const Rows from = std::clamp<Rows>(std::min(reaching, at / stride), 0, x.size(2) - 1);
        const Rows to = std::clamp<Rows>((end - 1 + pad.top) / stride + 1, from + 1, x.size(2));
        // With strides wider than the kernel there are rows that nothing is added to.
        const Rows morePad =
            to == x.size(2) ? geometry.outputPad.height : std::max<Rows>(0, stride - reach);
        torch::Tensor band = call(x.narrow(2, from, to - from), 0, 0, morePad);
        band = band.narrow(2, at - from * stride, end - begin)
                   .narrow(3, pad.left, band.size(3) - pad.left - pad.right);
        if (!y.defined()) {
            y = emptyMap(band.size(1), height, band.size(3), band);
        }
        y.narrow(2, begin, end - begin).copy_(band);
    }
    return y;
}

} // namespace halftone::nn
