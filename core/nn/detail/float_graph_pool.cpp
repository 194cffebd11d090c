// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_pool.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace halftone::nn {
namespace {

namespace graph = model::graph;
using Pixels = std::int64_t;

// Pixels from the first window's begin to the last one's end along an axis.
Pixels coveredBy(Pixels size, int before, int behind, int kernel, int stride, bool ceil)
{
    const Pixels steps = size + before + behind - kernel;
    Pixels windows = (ceil ? steps + stride - 1 : steps) / stride + 1;
    // No window may begin behind the map and the padding before it.
    if (ceil && (windows - 1) * stride >= size + before) {
        --windows;
    }
    return (windows - 1) * stride + kernel;
}

// How many pixels each window averages over: [1,1,OH,OW].
torch::Tensor countsOf(const graph::Pool& pool, const torch::Tensor& x, Pixels height, Pixels width)
{
    const graph::Sides& pad = pool.pad;
    torch::Tensor counted =
        at::constant_pad_nd(at::ones({1, 1, x.size(2), x.size(3)}),
                            {pad.left, pad.right, pad.top, pad.bottom}, pool.countsPad ? 1.0 : 0.0);
    counted =
        at::constant_pad_nd(counted, {0, width - counted.size(3), 0, height - counted.size(2)});
    return at::avg_pool2d(counted, {pool.kernel.height, pool.kernel.width},
                          {pool.stride.height, pool.stride.width}, 0, false, true, 1);
}

} // namespace

torch::Tensor poolMap(const graph::Pool& pool, const torch::Tensor& x)
{
    const graph::Sides& pad = pool.pad;
    const std::vector<Pixels> kernel{pool.kernel.height, pool.kernel.width};
    const std::vector<Pixels> stride{pool.stride.height, pool.stride.width};
    if (pad.top == pad.bottom && pad.left == pad.right && 2 * pad.top <= pool.kernel.height
        && 2 * pad.left <= pool.kernel.width) {
        return pool.average ? at::avg_pool2d(x, kernel, stride, {pad.top, pad.left}, pool.ceil,
                                             pool.countsPad)
                            : at::max_pool2d(x, kernel, stride, {pad.top, pad.left}, 1, pool.ceil);
    }
    const Pixels height = coveredBy(x.size(2), pad.top, pad.bottom, pool.kernel.height,
                                    pool.stride.height, pool.ceil);
    const Pixels width =
        coveredBy(x.size(3), pad.left, pad.right, pool.kernel.width, pool.stride.width, pool.ceil);
    const std::vector<Pixels> sides{pad.left, width - pad.left - x.size(3), pad.top,
                                    height - pad.top - x.size(2)};
    if (!pool.average) {
        return at::max_pool2d(
            at::constant_pad_nd(x, sides, -std::numeric_limits<double>::infinity()), kernel,
            stride);
    }
    // Sums, by a divisor of 1.
    return at::avg_pool2d(at::constant_pad_nd(x, sides), kernel, stride, 0, false, true, 1)
        .div_(countsOf(pool, x, height, width));
}

} // namespace halftone::nn
