// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_samples.h"

#include "core/nn/detail/conv_input.h"
#include "core/nn/detail/graph_run.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace halftone::nn {
namespace {

constexpr std::int64_t kNear = 10; // pixels

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

// Brings `count` of the places, drawn without repetition, to the front.
void draw(std::vector<std::int64_t>& places, std::size_t from, std::size_t count, Random& random)
{
    for (std::size_t i = from; i < from + count; ++i) {
        std::swap(places[i], places[i + random.below(places.size() - i)]);
    }
}

std::vector<std::int64_t> indicesOf(const torch::Tensor& mask)
{
    const torch::Tensor found = mask.flatten().nonzero().flatten().contiguous();
    const auto* first = found.data_ptr<std::int64_t>();
    return {first, first + found.numel()};
}

torch::Tensor tensorOf(const std::vector<float>& values, at::IntArrayRef shape)
{
    return torch::tensor(at::ArrayRef<float>(values)).view(shape);
}

} // namespace

Places choosePlaces(const torch::Tensor& foreground, int levels, std::int64_t count, Random& random)
{
    const torch::Tensor near =
        at::max_pool2d(foreground.to(torch::kFloat).unsqueeze(0), 2 * kNear + 1, 1, kNear);
    Places places;
    for (int level = 0; level < levels; ++level) {
        const std::int64_t side = std::int64_t{1} << level;
        const torch::Tensor there = at::max_pool2d(near, side)[0] > 0;
        std::vector<std::int64_t> close = indicesOf(there);
        std::vector<std::int64_t> others = indicesOf(there.logical_not());
        const auto wanted = static_cast<std::size_t>(std::min(count, there.numel()));
        // The other half lies anywhere: near ones have their share in it, too.
        const std::size_t focused = std::min(close.size(), wanted / 2);
        draw(close, 0, focused, random);
        others.insert(others.end(), close.begin() + static_cast<std::ptrdiff_t>(focused),
                      close.end());
        draw(others, 0, wanted - focused, random);
        close.resize(focused);
        close.insert(close.end(), others.begin(),
                     others.begin() + static_cast<std::ptrdiff_t>(wanted - focused));
        std::sort(close.begin(), close.end());
        places.push_back(torch::tensor(at::ArrayRef<std::int64_t>(close)));
    }
    return places;
}

torch::Tensor samplesAt(const torch::Tensor& x, const torch::Tensor& places)
{
    return x[0].reshape({x.size(1), -1}).index_select(1, places);
}

FloatNetwork::FloatNetwork(const model::LoweredGraph& graph, const GraphPlan& plan)
    : m_graph(graph), m_plan(plan)
{
    for (std::size_t conv = 0; conv < plan.convNodes.size(); ++conv) {
        const model::Conv& layer = graph.network.nodes[at(plan.convNodes[conv])].conv();
        m_weights.push_back(
            tensorOf(graph.convs[conv].weights,
                     {layer.outChannels, layer.inChannels, layer.kernel, layer.kernel}));
        m_bias.push_back(tensorOf(graph.convs[conv].bias, {layer.outChannels}));
    }
}

torch::Tensor FloatNetwork::run(const torch::Tensor& codes, const Places* places,
                                std::vector<std::vector<torch::Tensor>>* samples,
                                const StopToken& stop) const
{
    const auto rectified = [&](int node, torch::Tensor y, bool relu) {
        if (places != nullptr) {
            const int level = m_graph.network.levelOf(node);
            (*samples)[at(node)].push_back(samplesAt(y, (*places)[at(level)]));
        }
        return relu ? y.relu_() : y;
    };
    GraphRun run;
    run.stop = stop;
    run.conv = [&](std::size_t conv, const torch::Tensor& input) {
        const int node = m_plan.convNodes[conv];
        const model::Conv& layer = m_graph.network.nodes[at(node)].conv();
        const bool plain = layer.isPlain();
        const torch::Tensor y =
            at::conv2d(plain ? input : paddedInput(input, layer, {}), m_weights[conv], m_bias[conv],
                       layer.stride, plain ? layer.kernel / 2 : 0);
        return rectified(node, y, layer.relu);
    };
    run.add = [&](int node, const torch::Tensor& first, const torch::Tensor& second) {
        return rectified(node, first + second,
                         std::get<model::Add>(m_graph.network.nodes[at(node)].op).relu);
    };
    const model::InputCoding& coding = m_graph.input;
    const torch::Tensor x = codes.to(torch::kFloat).mul_(coding.scale / 255).add_(coding.offset);
    return runGraph(m_graph.network, m_plan, x, run);
}

torch::Tensor FloatNetwork::foreground(const torch::Tensor& codes, const StopToken& stop) const
{
    const torch::Tensor logits = run(codes, nullptr, nullptr, stop)[0];
    return logits.size(0) == 1 ? logits[0] >= 0 : logits.argmax(0) > 0;
}

} // namespace halftone::nn
