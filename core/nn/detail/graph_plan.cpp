// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/graph_plan.h"

#include "core/base/error.h"

#include <cstddef>
#include <numeric>

namespace halftone::nn {
namespace {

constexpr int kFromInput = -1; // producer of a value that is the network's input

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

// The convolution that computed a value before it was pooled or upsampled.
int producerOf(const model::Network& network, const GraphPlan& plan, int value)
{
    while (value != model::kInputValue && plan.convOfNode[at(value)] < 0) {
        value = network.nodes[at(value)].inputs.front();
    }
    return value == model::kInputValue ? kFromInput : plan.convOfNode[at(value)];
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

    std::vector<int> parent(plan.convNodes.size());
    std::iota(parent.begin(), parent.end(), 0);
    std::vector<int> inputProducer(plan.convNodes.size(), kFromInput);
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        const model::Node& node = network.nodes[n];
        for (const int input : node.inputs) {
            if (input != model::kInputValue) {
                plan.lastUse[at(input)] = static_cast<int>(n);
            }
        }
        if (plan.convOfNode[n] < 0) {
            continue;
        }
        const int first = producerOf(network, plan, node.inputs.front());
        inputProducer[at(plan.convOfNode[n])] = first;
        for (const int input : node.inputs) {
            const int other = producerOf(network, plan, input);
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

    plan.stepGroup.assign(plan.convNodes.size(), -1);
    std::vector<int> groupOfRoot(plan.convNodes.size(), -1);
    for (std::size_t conv = 0; conv + 1 < plan.convNodes.size(); ++conv) { // all but the head
        int& group = groupOfRoot[at(findRoot(parent, static_cast<int>(conv)))];
        if (group < 0) {
            group = plan.stepGroups++;
        }
        plan.stepGroup[conv] = group;
    }
    for (const int producer : inputProducer) {
        plan.inputGroup.push_back(producer == kFromInput ? -1 : plan.stepGroup[at(producer)]);
    }
    return plan;
}

} // namespace halftone::nn
