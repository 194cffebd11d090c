// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_resize.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace halftone::nn {
namespace {

namespace graph = model::graph;
using Corners = graph::Resize::Corners;
using Mode = graph::Resize::Mode;
using Pixels = std::int64_t;

// One axis of a map: how long it is, how long it becomes, and by which factor.
struct Axis {
    Pixels from = 1;
    Pixels to = 1;
    double factor = 1;
};

// Where pixel `index` of the result lies in the input.
double sourceOf(const Axis& axis, Pixels index, Corners corners, Mode mode)
{
    const auto at = static_cast<double>(index);
    if (corners == Corners::Aligned) {
        return axis.to > 1
                   ? at * static_cast<double>(axis.from - 1) / static_cast<double>(axis.to - 1)
                   : 0.0;
    }
    const bool centred = corners == Corners::HalfPixel && mode == Mode::Linear;
    return centred ? (at + 0.5) / axis.factor - 0.5 : at / axis.factor;
}

torch::Tensor nearestAlong(const torch::Tensor& x, int dimension, const Axis& axis, Corners corners)
{
    std::vector<Pixels> indices;
    for (Pixels i = 0; i < axis.to; ++i) {
        const auto nearest =
            static_cast<Pixels>(std::floor(sourceOf(axis, i, corners, Mode::Nearest)));
        indices.push_back(std::clamp<Pixels>(nearest, 0, axis.from - 1));
    }
    return x.index_select(dimension, torch::tensor(indices));
}

torch::Tensor linearAlong(const torch::Tensor& x, int dimension, const Axis& axis, Corners corners)
{
    std::vector<Pixels> before;
    std::vector<Pixels> behind;
    std::vector<float> shares; // of the pixel behind
    for (Pixels i = 0; i < axis.to; ++i) {
        const double source = std::clamp(sourceOf(axis, i, corners, Mode::Linear), 0.0,
                                         static_cast<double>(axis.from - 1));
        const auto first = static_cast<Pixels>(source);
        before.push_back(first);
        behind.push_back(std::min(first + 1, axis.from - 1));
        shares.push_back(static_cast<float>(source - static_cast<double>(first)));
    }
    std::vector<Pixels> shape(4, 1);
    shape[static_cast<std::size_t>(dimension)] = axis.to;
    return at::lerp(x.index_select(dimension, torch::tensor(before)),
                    x.index_select(dimension, torch::tensor(behind)),
                    torch::tensor(shares).view(shape));
}

bool isTwice(const Axis& axis)
{
    return axis.to == 2 * axis.from && axis.factor == 2;
}

torch::Tensor resize(const torch::Tensor& x, const Axis& rows, const Axis& columns, Mode mode,
                     Corners corners)
{
    // LibTorch's own are faster. Nearest, it computes with inverse factors in float, which are
    // exact for 2.
    if (mode == Mode::Linear && corners != Corners::Asymmetric) {
        return at::upsample_bilinear2d(x, {rows.to, columns.to}, corners == Corners::Aligned,
                                       rows.factor, columns.factor);
    }
    if (mode == Mode::Nearest && corners != Corners::Aligned && isTwice(rows) && isTwice(columns)) {
        return at::upsample_nearest2d(x, {rows.to, columns.to});
    }
    const auto along = mode == Mode::Nearest ? nearestAlong : linearAlong;
    return along(along(x, 2, rows, corners), 3, columns, corners);
}

Axis scaled(Pixels size, double factor)
{
    return {size, static_cast<Pixels>(std::floor(static_cast<double>(size) * factor)), factor};
}

Axis fitted(Pixels from, Pixels to)
{
    return {from, to, static_cast<double>(to) / static_cast<double>(from)};
}

} // namespace

torch::Tensor resizeMap(const graph::Resize& op, const torch::Tensor& x)
{
    return resize(x, scaled(x.size(2), op.factorHeight), scaled(x.size(3), op.factorWidth), op.mode,
                  op.corners);
}

torch::Tensor resizeMapLike(const graph::ResizeLike& op, const torch::Tensor& x,
                            const torch::Tensor& like)
{
    return resize(x, fitted(x.size(2), like.size(2)), fitted(x.size(3), like.size(3)), op.mode,
                  op.corners);
}

} // namespace halftone::nn
