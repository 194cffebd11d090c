// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/network_steps.h"

#include "core/base/overloads.h"

#include <algorithm>
#include <cstddef>

namespace halftone::engine {
namespace {

bool isReadBy(const model::Node& node, int value)
{
    return std::find(node.inputs.begin(), node.inputs.end(), value) != node.inputs.end();
}

/// True for every upsampling node that only convolutions read which kernels read as they are.
std::vector<bool> findFolded(const model::Network& network)
{
    std::vector<bool> folded;
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        const auto value = static_cast<int>(n);
        folded.push_back(std::holds_alternative<model::Upsample2>(network.nodes[n].op)
                         && std::all_of(network.nodes.begin(), network.nodes.end(),
                                        [&](const model::Node& reader) {
                                            return !isReadBy(reader, value)
                                                   || (reader.isConv() && reader.conv().isPlain());
                                        }));
    }
    return folded;
}

/// True if all that reads the network's input can read it as windows of three pixels.
bool suitsWindows(const model::Network& network)
{
    return network.inputChannels == 1
           && std::all_of(network.nodes.begin(), network.nodes.end(), [](const model::Node& node) {
                  return !isReadBy(node, model::kInputValue)
                         || (node.isConv() && node.conv().kernel == 3 && node.conv().isPlain()
                             && node.inputs.size() == 1);
              });
}

StepKind kindOf(const model::Network& network, std::size_t n)
{
    const StepKind conv = n + 1 == network.nodes.size() ? StepKind::Head : StepKind::Conv;
    return std::visit(Overloads{[&](const model::Conv&) { return conv; },
                                [](const model::MaxPool2&) { return StepKind::MaxPool; },
                                [](const model::Upsample2&) { return StepKind::Upsample; },
                                [](const auto&) { return StepKind::Map; }},
                      network.nodes[n].op);
}

} // namespace

std::vector<Step> makeSteps(const model::Network& network, Reading inputReading)
{
    if (!suitsWindows(network)) {
        inputReading = Reading::Direct;
    }
    const std::vector<bool> folded = findFolded(network);
    std::vector<Step> steps{Step{}};
    steps.front().packedFor = inputReading;
    int convs = 0;
    int adds = 0;
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        const model::Node& node = network.nodes[n];
        Step step;
        step.kind = kindOf(network, n);
        step.value = static_cast<int>(n);
        if (node.isConv()) {
            step.conv = convs++;
        } else if (std::holds_alternative<model::Add>(node.op)) {
            step.add = adds++;
        }
        for (const int input : node.inputs) {
            if (input != model::kInputValue && folded[static_cast<std::size_t>(input)]) {
                const int source = network.nodes[static_cast<std::size_t>(input)].inputs.front();
                step.inputs.push_back({source, Reading::Upsampled2});
            } else {
                step.inputs.push_back(
                    {input, input == model::kInputValue ? inputReading : Reading::Direct});
            }
        }
        if (!folded[n]) {
            steps.push_back(std::move(step));
        }
    }
    return steps;
}

} // namespace halftone::engine
