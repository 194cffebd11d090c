// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/graph_plan.h"

#include "core/base/error.h"

#include <cstddef>
#include <numeric>

namespace halftone::nn {
namespace {

constexpr int kFromInput = model::kInputValue; // producer of a value that is the network's input

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

int findRoot(std::vector<int>& parent, int item)
{
    while (parent[at(item)] != item) {
        parent[at(item)] = parent[at(parent[at(item)])];
        item = parent[at(item)];
    }
    return item;
}

// The convolution or sum that computed a value before it was pooled, upsampled or shuffled.
int producerOf(const model::Network& network, int value)
{
    while (value != model::kInputValue && !network.nodes[at(value)].isConv()
           && !std::holds_alternative<model::Add>(network.nodes[at(value)].op)) {
        value = network.nodes[at(value)].inputs.front();
    }
    return value == model::kInputValue ? kFromInput : value;
}

// Root of what shares the step of each node's value, by node.
std::vector<int> tieSteps(const model::Network& network)
{
    std::vector<int> parent(network.nodes.size());
    std::iota(parent.begin(), parent.end(), 0);
    for (const model::Node& node : network.nodes) {
        if (!node.isConv()) {
            continue; // a sum brings its inputs to one step itself
        }
        const int first = producerOf(network, node.inputs.front());
        for (const int input : node.inputs) {
            const int other = producerOf(network, input);
            if ((first == kFromInput) != (other == kFromInput)) {
                throw Error(ErrorCode::Unsupported,
                            "Convolution '" + node.name
                                + "' joins the network's input with hidden values, which cannot "
                                  "share one activation step. Convolve the input first.");
            }
            if (first != kFromInput) {
                parent[at(findRoot(parent, other))] = findRoot(parent, first);
            }
        }
    }
    for (int node = 0; node < static_cast<int>(parent.size()); ++node) {
        parent[at(node)] = findRoot(parent, node);
    }
    return parent;
}

} // namespace

GraphPlan planGraph(const model::Network& network)
{
    GraphPlan plan;
    plan.convNodes = network.convNodes();
    plan.convOfNode.assign(network.nodes.size(), -1);
    for (std::size_t conv = 0; conv < plan.convNodes.size(); ++conv) {
        plan.convOfNode[at(plan.convNodes[conv])] = static_cast<int>(conv);
    }
    plan.lastUse.resize(network.nodes.size());
    std::iota(plan.lastUse.begin(), plan.lastUse.end(), 0);
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        for (const int input : network.nodes[n].inputs) {
            if (input != model::kInputValue) {
                plan.lastUse[at(input)] = static_cast<int>(n);
            }
        }
    }

    const std::vector<int> roots = tieSteps(network);
    std::vector<int> groupOfRoot(network.nodes.size(), -1);
    plan.groupOfNode.assign(network.nodes.size(), -1);
    for (std::size_t n = 0; n + 1 < network.nodes.size(); ++n) { // all but the head
        const int producer = producerOf(network, static_cast<int>(n));
        if (producer == kFromInput) {
            continue;
        }
        int& group = groupOfRoot[at(roots[at(producer)])];
        if (group < 0) {
            group = plan.stepGroups++;
        }
        plan.groupOfNode[n] = group;
    }
    for (const int node : plan.convNodes) {
        const int input = network.nodes[at(node)].inputs.front();
        plan.stepGroup.push_back(plan.groupOfNode[at(node)]);
        plan.inputGroup.push_back(input == model::kInputValue ? -1 : plan.groupOfNode[at(input)]);
    }
    return plan;
}

} // namespace halftone::nn
