// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/graph_run.h"

#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/base/progress.h"

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

[[noreturn]] void refuseNode(const model::Node& node)
{
    throw Error(ErrorCode::Unsupported,
                "Layer '" + node.name
                    + "' is an operation of imported networks, which run here by their float graph "
                      "only.");
}

// Bytes held by the network's values; counts a joined input while it exists.
class ByteCounter {
public:
    explicit ByteCounter(std::size_t* peak) : m_peak(peak)
    {
        if (m_peak != nullptr) {
            *m_peak = 0;
        }
    }
    void add(const torch::Tensor& value)
    {
        m_live += value.nbytes();
        if (m_peak != nullptr) {
            *m_peak = std::max(*m_peak, m_live);
        }
    }
    void remove(const torch::Tensor& value) { m_live -= value.nbytes(); }

private:
    std::size_t* m_peak;
    std::size_t m_live = 0;
};

class TensorOutput final : public model::LayerOutput {
public:
    explicit TensorOutput(const torch::Tensor& value) : m_value(value) {}

    void copyTo(std::span<float> values) const override
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

private:
    const torch::Tensor& m_value;
};

} // namespace

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
            joined += inputs.size() > 1 ? bytesOf(value) : 0;
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
    bytes.add(input);
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        throwIfStopped(run.stop);
        const model::Node& node = network.nodes[n];
        std::vector<torch::Tensor> inputs;
        for (const int value : node.inputs) {
            inputs.push_back(value == model::kInputValue ? input
                                                         : values[static_cast<std::size_t>(value)]);
        }
        const bool joined = inputs.size() > 1;
        torch::Tensor x = joined ? torch::cat(inputs, 1) : inputs.front();
        if (joined) {
            bytes.add(x);
        }
        const auto convolve = [&](const model::Conv& conv) {
            if (!conv.isPlain()) {
                refuseNode(node);
            }
            return run.conv(static_cast<std::size_t>(plan.convOfNode[n]), x);
        };
        values[n] =
            std::visit(Overloads{convolve, [&](const model::MaxPool2&) { return maxPool2(x); },
                                 [&](const model::Upsample2&) { return upsample2(x); },
                                 [&](const auto&) -> torch::Tensor { refuseNode(node); }},
                       node.op);
        bytes.add(values[n]);
        if (run.observe) {
            run.observe(static_cast<int>(n), values[n]);
        }
        if (joined) {
            bytes.remove(x);
        }
        for (const int value : node.inputs) {
            const auto index = static_cast<std::size_t>(value);
            if (value != model::kInputValue && plan.lastUse[index] == static_cast<int>(n)
                && values[index].defined()) {
                bytes.remove(values[index]);
                values[index] = torch::Tensor();
            }
        }
    }
    return values.back();
}

} // namespace halftone::nn
