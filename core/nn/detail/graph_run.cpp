// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/graph_run.h"

#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/base/progress.h"
#include "core/nn/detail/byte_counter.h"
#include "core/nn/detail/tensor_output.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <string>
#include <vector>

namespace halftone::nn {
namespace {

torch::Tensor maxPool2(const torch::Tensor& x)
{
    if (x.is_floating_point()) {
        return at::max_pool2d(x, 2);
    }
    // LibTorch pools floating point only; codes are pooled by a reduction over 2x2 blocks.
    return x.view({x.size(0), x.size(1), x.size(2) / 2, 2, x.size(3) / 2, 2}).amax({3, 5});
}

torch::Tensor upsample2(const torch::Tensor& x)
{
    const std::int64_t height = 2 * x.size(2);
    const std::int64_t width = 2 * x.size(3);
    if (x.is_floating_point()) {
        return at::upsample_nearest2d(x, {height, width});
    }
    return x.unsqueeze(3)
        .unsqueeze(5)
        .expand({x.size(0), x.size(1), x.size(2), 2, x.size(3), 2})
        .reshape({x.size(0), x.size(1), height, width});
}

torch::Tensor maxPool3(const torch::Tensor& x)
{
    if (x.is_floating_point()) {
        return at::max_pool2d(x, 3, 2, 1);
    }
    // No code is below the padding's 0.
    const torch::Tensor padded = at::constant_pad_nd(x, {1, 0, 1, 0}, 0);
    torch::Tensor result;
    for (std::int64_t y = 0; y < 3; ++y) {
        for (std::int64_t x3 = 0; x3 < 3; ++x3) {
            const torch::Tensor tap =
                padded.slice(2, y, y + x.size(2) - 1, 2).slice(3, x3, x3 + x.size(3) - 1, 2);
            result = result.defined() ? at::maximum(result, tap) : tap;
        }
    }
    return result;
}

// Twice as long along `dim`, in quarters: 3 parts of the nearest and 1 of the next, whose place
// beyond the ends the nearest takes.
torch::Tensor lengthened(const torch::Tensor& x, std::int64_t dim)
{
    const std::int64_t size = x.size(dim);
    const torch::Tensor before =
        at::cat({x.narrow(dim, 0, 1), x.narrow(dim, 0, size - 1)}, dim) + 3 * x;
    const torch::Tensor after =
        at::cat({x.narrow(dim, 1, size - 1), x.narrow(dim, size - 1, 1)}, dim) + 3 * x;
    std::vector<std::int64_t> sizes = x.sizes().vec();
    sizes[static_cast<std::size_t>(dim)] = 2 * size;
    return at::stack({before, after}, dim + 1).view(sizes);
}

torch::Tensor bilinear2(const torch::Tensor& x)
{
    if (x.is_floating_point()) {
        return at::upsample_bilinear2d(x, {2 * x.size(2), 2 * x.size(3)}, false);
    }
    return lengthened(lengthened(x.to(torch::kInt), 2), 3)
        .add_(8)
        .bitwise_right_shift(4)
        .to(torch::kByte);
}

} // namespace

torch::Tensor applyOp(const model::Node& node, const torch::Tensor& x)
{
    const auto refuse = [&](const auto& op) -> torch::Tensor {
        throw Error(ErrorCode::Unsupported,
                    "Node '" + node.name + "' (" + op.kName + ") has weights or tables.");
    };
    return std::visit(
        Overloads{[&](const model::Conv& op) { return refuse(op); },
                  [&](const model::Add& op) { return refuse(op); },
                  [&](const model::Opaque& op) { return refuse(op); },
                  [&](const model::MaxPool2&) { return maxPool2(x); },
                  [&](const model::MaxPool3&) { return maxPool3(x); },
                  [&](const model::Upsample2&) { return upsample2(x); },
                  [&](const model::Bilinear2&) { return bilinear2(x); },
                  [&](const model::Shuffle2&) { return at::pixel_shuffle(x, 2).contiguous(); }},
        node.op);
}

void TensorOutput::copyTo(std::span<float> values) const
{
    const torch::Tensor dense =
        m_value.to(torch::kFloat).contiguous(torch::MemoryFormat::Contiguous);
    if (values.size() != static_cast<std::size_t>(dense.numel())) {
        throw Error(ErrorCode::ShapeMismatch, "A layer of " + std::to_string(dense.numel())
                                                  + " values was asked for "
                                                  + std::to_string(values.size()) + ".");
    }
    std::copy_n(dense.data_ptr<float>(), values.size(), values.begin());
}

std::size_t peakBytesOf(const model::Network& network, const GraphPlan& plan, int height, int width)
{
    const auto bytesOf = [&](int value) {
        const int level = network.levelOf(value);
        return sizeof(float) * static_cast<std::size_t>(network.channelsOf(value))
               * static_cast<std::size_t>(height >> level)
               * static_cast<std::size_t>(width >> level);
    };
    // The same order as below: a joined input is there while its convolution runs.
    std::size_t live = bytesOf(model::kInputValue);
    std::size_t peak = live;
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        const std::vector<int>& inputs = network.nodes[n].inputs;
        std::size_t joined = 0;
        for (const int value : inputs) {
            joined += inputs.size() > 1 && network.nodes[n].isConv() ? bytesOf(value) : 0;
        }
        live += bytesOf(static_cast<int>(n));
        peak = std::max(peak, live + joined);
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const int value = inputs[i];
            const bool first =
                std::find(inputs.begin(), inputs.begin() + static_cast<std::ptrdiff_t>(i), value)
                == inputs.begin() + static_cast<std::ptrdiff_t>(i);
            if (value != model::kInputValue && first
                && plan.lastUse[static_cast<std::size_t>(value)] == static_cast<int>(n)) {
                live -= bytesOf(value);
            }
        }
    }
    return peak;
}

void ObservedValues::operator()(int node, const torch::Tensor& value)
{
    const auto now = std::chrono::steady_clock::now();
    model::LayerObservation layer;
    layer.node = node;
    layer.name = m_network.nodes[static_cast<std::size_t>(node)].name;
    layer.channels = static_cast<int>(value.size(1));
    layer.height = static_cast<int>(value.size(2));
    layer.width = static_cast<int>(value.size(3));
    layer.milliseconds = std::chrono::duration<double, std::milli>(now - m_before).count();
    const int level = m_network.levelOf(node);
    layer.gmac = 1e-9 * m_network.macsOf(node, layer.height << level, layer.width << level);
    m_observer.observed(layer, TensorOutput(value));
    m_before = std::chrono::steady_clock::now();
}

torch::Tensor runGraph(const model::Network& network, const GraphPlan& plan,
                       const torch::Tensor& input, const GraphRun& run)
{
    std::vector<torch::Tensor> values(network.nodes.size());
    ByteCounter bytes(run.peakBytes);
    bytes.add(input.nbytes());
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        throwIfStopped(run.stop);
        const model::Node& node = network.nodes[n];
        std::vector<torch::Tensor> inputs;
        for (const int value : node.inputs) {
            inputs.push_back(value == model::kInputValue ? input
                                                         : values[static_cast<std::size_t>(value)]);
        }
        const bool joined = inputs.size() > 1 && node.isConv();
        torch::Tensor x = joined ? torch::cat(inputs, 1) : inputs.front();
        if (joined) {
            bytes.add(x.nbytes());
        }
        if (node.isConv()) {
            values[n] = run.conv(static_cast<std::size_t>(plan.convOfNode[n]), x);
        } else if (const auto* add = std::get_if<model::Add>(&node.op); add != nullptr) {
            if (run.add) {
                values[n] = run.add(static_cast<int>(n), inputs.front(), inputs.back());
            } else {
                values[n] = inputs.front() + inputs.back();
                values[n] = add->relu ? values[n].relu_() : values[n];
            }
        } else {
            values[n] = applyOp(node, x);
        }
        bytes.add(values[n].nbytes());
        if (run.observe) {
            run.observe(static_cast<int>(n), values[n]);
        }
        if (joined) {
            bytes.remove(x.nbytes());
        }
        for (const int value : node.inputs) {
            const auto index = static_cast<std::size_t>(value);
            if (value != model::kInputValue && plan.lastUse[index] == static_cast<int>(n)
                && values[index].defined()) {
                bytes.remove(values[index].nbytes());
                values[index] = torch::Tensor();
            }
        }
    }
    return values.back();
}

} // namespace halftone::nn
