// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_ops.h"

#include "core/base/overloads.h"
#include "core/nn/detail/banded_conv.h"
#include "core/nn/detail/float_graph_pool.h"
#include "core/nn/detail/float_graph_resize.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace halftone::nn {
namespace {

namespace graph = model::graph;
using graph::Curve;
using torch::Tensor;

Tensor vectorOf(const std::vector<float>& values)
{
    return torch::tensor(at::ArrayRef<float>(values));
}

Tensor perChannel(const std::vector<float>& values)
{
    return vectorOf(values).view({1, -1, 1, 1});
}

Tensor biasOf(const std::vector<float>& values)
{
    return values.empty() ? Tensor() : vectorOf(values);
}

// A copy, also where nothing is cut: values share no memory.
Tensor cut(const Tensor& x, const graph::Sides& sides)
{
    return x.narrow(2, sides.top, x.size(2) - sides.top - sides.bottom)
        .narrow(3, sides.left, x.size(3) - sides.left - sides.right)
        .clone();
}

Tensor cutLike(const Tensor& x, const Tensor& like)
{
    // Negative: what has to be added.
    const auto height = static_cast<int>(x.size(2) - like.size(2));
    const auto width = static_cast<int>(x.size(3) - like.size(3));
    const auto split = [](int pixels, int& before, int& behind) {
        before = pixels / 2; // towards zero: the odd pixel is behind
        behind = pixels - before;
    };
    graph::Sides sides;
    split(height, sides.top, sides.bottom);
    split(width, sides.left, sides.right);
    return at::constant_pad_nd(x, {-sides.left, -sides.right, -sides.top, -sides.bottom});
}

Tensor pad(const graph::Pad& op, const Tensor& x)
{
    const std::vector<std::int64_t> sides{op.sides.left, op.sides.right, op.sides.top,
                                          op.sides.bottom};
    switch (op.mode) {
    case graph::Pad::Mode::Reflect: return at::reflection_pad2d(x, sides);
    case graph::Pad::Mode::Edge: return at::replication_pad2d(x, sides);
    case graph::Pad::Mode::Constant: break;
    }
    return at::constant_pad_nd(x, sides, op.value);
}

Tensor activate(const graph::Activation& op, const NodeTensors& tensors, Tensor x, bool overwrite)
{
    const std::vector<float>& slopes = op.slopes;
    switch (op.curve) {
    case Curve::Relu: return overwrite ? x.relu_() : at::relu(x);
    case Curve::LeakyRelu:
        return overwrite ? at::leaky_relu_(x, slopes.at(0)) : at::leaky_relu(x, slopes.at(0));
    case Curve::PRelu: return at::prelu(x, tensors.scale);
    case Curve::Sigmoid: return overwrite ? x.sigmoid_() : at::sigmoid(x);
    case Curve::Softmax: return at::softmax(x, 1);
    case Curve::Tanh: return overwrite ? x.tanh_() : at::tanh(x);
    case Curve::Elu: return overwrite ? at::elu_(x, slopes.at(0)) : at::elu(x, slopes.at(0));
    case Curve::Silu: return at::silu(x);
    case Curve::Gelu: return at::gelu(x);
    case Curve::HardSigmoid: return x.mul(slopes.at(0)).add_(slopes.at(1)).clamp_(0, 1);
    case Curve::Clip:
        return overwrite ? x.clamp_(slopes.at(0), slopes.at(1))
                         : at::clamp(x, slopes.at(0), slopes.at(1));
    }
    return x; // not reached: all curves return
}

Tensor combine(const std::vector<Tensor>& inputs, bool multiply)
{
    Tensor result = inputs.front();
    for (std::size_t i = 1; i < inputs.size(); ++i) {
        result = multiply ? at::mul(result, inputs[i]) : at::add(result, inputs[i]);
    }
    return inputs.size() == 1 ? result.clone() : result;
}

ConvGeometry geometryOf(const graph::Conv& op)
{
    return {op.stride, op.dilation, op.pad, op.groups};
}

ConvGeometry geometryOf(const graph::ConvTranspose& op)
{
    return {op.stride, op.dilation, op.pad, op.groups, op.outputPad};
}

} // namespace

std::size_t NodeTensors::bytes() const
{
    std::size_t bytes = 0;
    for (const Tensor& tensor : {weights, scale, offset}) {
        bytes += tensor.defined() ? tensor.nbytes() : 0;
    }
    return bytes;
}

NodeTensors tensorsOf(const graph::Op& op)
{
    NodeTensors tensors;
    if (const auto* conv = std::get_if<graph::Conv>(&op); conv != nullptr) {
        tensors.weights =
            vectorOf(conv->weights)
                .view({conv->outChannels, -1, conv->kernel.height, conv->kernel.width});
        if (conv->groups == 1) {
            tensors.weights = tensors.weights.contiguous(torch::MemoryFormat::ChannelsLast);
        }
        tensors.offset = biasOf(conv->bias);
    } else if (const auto* up = std::get_if<graph::ConvTranspose>(&op); up != nullptr) {
        tensors.weights =
            vectorOf(up->weights).view({up->inChannels, -1, up->kernel.height, up->kernel.width});
        tensors.offset = biasOf(up->bias);
    } else if (const auto* affine = std::get_if<graph::Affine>(&op); affine != nullptr) {
        tensors.scale = perChannel(affine->scale);
        tensors.offset = perChannel(affine->offset);
    } else if (const auto* norm = std::get_if<graph::InstanceNorm>(&op); norm != nullptr) {
        tensors.scale = biasOf(norm->scale);
        tensors.offset = biasOf(norm->offset);
    } else if (const auto* curve = std::get_if<graph::Activation>(&op);
               curve != nullptr && curve->curve == Curve::PRelu) {
        tensors.scale = vectorOf(curve->slopes);
    }
    return tensors;
}

bool canOverwrite(const graph::Op& op)
{
    if (std::holds_alternative<graph::Affine>(op)) {
        return true;
    }
    const auto* activation = std::get_if<graph::Activation>(&op);
    if (activation == nullptr) {
        return false;
    }
    switch (activation->curve) {
    case Curve::Relu:
    case Curve::LeakyRelu:
    case Curve::Sigmoid:
    case Curve::Tanh:
    case Curve::Elu:
    case Curve::Clip: return true;
    case Curve::PRelu:
    case Curve::Softmax:
    case Curve::Silu:
    case Curve::Gelu:
    case Curve::HardSigmoid: break;
    }
    return false;
}

Tensor compute(const graph::Op& op, const NodeTensors& tensors, const std::vector<Tensor>& inputs,
               bool overwrite, const StopToken& stop)
{
    const Tensor& x = inputs.front();
    return std::visit(
        Overloads{
            [&](const graph::Conv& conv) {
                return convolveInBands(x, tensors.weights, tensors.offset, geometryOf(conv), stop);
            },
            [&](const graph::ConvTranspose& conv) {
                return convolveTransposedInBands(x, tensors.weights, tensors.offset,
                                                 geometryOf(conv), stop);
            },
            [&](const graph::Affine&) {
                return (overwrite ? Tensor(x).mul_(tensors.scale) : at::mul(x, tensors.scale))
                    .add_(tensors.offset);
            },
            [&](const graph::InstanceNorm& norm) {
                const std::int64_t groups = norm.groups > 0 ? norm.groups : x.size(1);
                return at::group_norm(x, groups, tensors.scale, tensors.offset, norm.epsilon);
            },
            [&](const graph::Activation& curve) { return activate(curve, tensors, x, overwrite); },
            [&](const graph::Add&) { return combine(inputs, false); },
            [&](const graph::Multiply&) { return combine(inputs, true); },
            [&](const graph::Concat&) { return at::cat(inputs, 1); },
            [&](const graph::Pool& pool) { return poolMap(pool, x); },
            [&](const graph::GlobalAverage&) {
                return x.mean({2, 3}, true);
            },
            [&](const graph::Resize& resize) { return resizeMap(resize, x); },
            [&](const graph::ResizeLike& resize) { return resizeMapLike(resize, x, inputs.at(1)); },
            [&](const graph::Pad& sides) { return pad(sides, x); },
            [&](const graph::Crop& crop) { return cut(x, crop.sides); },
            [&](const graph::CropLike&) { return cutLike(x, inputs.at(1)); },
            [&](const graph::Channels& part) {
                return x.narrow(1, part.begin, part.end - part.begin).clone();
            },
            [&](const graph::Shuffle& shuffle) { return at::pixel_shuffle(x, shuffle.factor); }},
        op);
}

} // namespace halftone::nn
