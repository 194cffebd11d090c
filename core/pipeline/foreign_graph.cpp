// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/foreign_graph.h"

#include "core/base/error.h"

#include <algorithm>
#include <map>
#include <set>

namespace halftone::pipeline {
namespace {

namespace graph = model::graph;

template <typename Op>
std::size_t numbersIn(const Op& op)
{
    if constexpr (requires { op.weights; }) {
        return op.weights.size() + op.bias.size();
    } else if constexpr (requires { op.offset; }) {
        return op.scale.size() + op.offset.size();
    } else {
        return 0;
    }
}

/// The most values that a run holds at once, of one input.
double valuesHeld(const graph::Graph& net, int side)
{
    const std::vector<graph::Shape> shapes = graph::shapesOf(net, side, side);
    const std::size_t count = net.nodes.size();
    std::vector<std::size_t> lastRead(count);
    for (std::size_t n = 0; n < count; ++n) {
        lastRead[n] = n;
        for (const int input : net.nodes[n].inputs) {
            if (input != graph::kInput) {
                lastRead[static_cast<std::size_t>(input)] = n;
            }
        }
    }
    const double image = double{1} * net.inputChannels * side * side;
    double held = image;
    double most = image;
    for (std::size_t n = 0; n < count; ++n) {
        const auto values = [&](std::size_t node) {
            return double{1} * shapes[node].channels * shapes[node].height * shapes[node].width;
        };
        held += values(n);
        most = std::max(most, held);
        for (std::size_t earlier = 0; earlier <= n; ++earlier) {
            held -= lastRead[earlier] == n ? values(earlier) : 0;
        }
    }
    return most;
}

} // namespace

void putBefore(graph::Graph& net, const std::vector<graph::Op>& operations)
{
    const int count = static_cast<int>(operations.size());
    std::set<std::string> names;
    for (graph::Node& node : net.nodes) {
        names.insert(node.name);
        for (int& input : node.inputs) {
            input += count; // of the image: the last of them
        }
    }
    std::vector<graph::Node> before;
    for (int n = 0; n < count; ++n) {
        std::string name = "input_scaling" + (n > 0 ? std::to_string(n + 1) : std::string());
        while (names.contains(name)) {
            name += '_';
        }
        before.push_back({name, {n - 1}, operations[static_cast<std::size_t>(n)]});
    }
    net.nodes.insert(net.nodes.begin(), before.begin(), before.end());
}

void addBackground(graph::Graph& net)
{
    graph::Conv* const conv = std::get_if<graph::Conv>(&net.nodes.back().op);
    if (conv == nullptr || conv->groups != 1) {
        throw Error(ErrorCode::Unsupported,
                    "The network has several classes that may overlap (a sigmoid for each) and "
                    "ends in "
                        + graph::describe(net.nodes.back())
                        + ". Masks have one class a pixel; such networks are taken where they end "
                          "in a convolution.");
    }
    const std::size_t fan =
        conv->weights.size() / static_cast<std::size_t>(std::max(1, conv->outChannels));
    conv->weights.insert(conv->weights.begin(), fan, 0.0F);
    conv->bias.resize(static_cast<std::size_t>(conv->outChannels), 0.0F);
    conv->bias.insert(conv->bias.begin(), 0.0F);
    ++conv->outChannels;
}

model::Network opaqueOf(const graph::Graph& net, const graph::Facts& facts)
{
    constexpr int kUsualSide = 256;
    const int side =
        (std::max(kUsualSide, facts.leastSide) + facts.stride - 1) / facts.stride * facts.stride;
    model::Opaque opaque;
    opaque.channels = facts.classes;
    opaque.stride = facts.stride;
    opaque.radius = facts.everywhere ? model::Opaque::kWholeImage : facts.radius;
    opaque.macsPerPixel = facts.macsPerPixel;
    opaque.valuesPerPixel = valuesHeld(net, side) / side / side;
    return model::makeOpaque(opaque);
}

std::string operationsOf(const graph::Graph& net)
{
    std::map<std::string, int> counts;
    for (const graph::Node& node : net.nodes) {
        ++counts[std::visit([](const auto& op) { return std::string(op.kName); }, node.op)];
    }
    std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    for (const auto& [name, count] : sorted) {
        text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + name;
    }
    return text;
}

std::size_t weightsOf(const graph::Graph& net)
{
    std::size_t count = 0;
    for (const graph::Node& node : net.nodes) {
        count += std::visit([](const auto& op) { return numbersIn(op); }, node.op);
    }
    return count;
}

} // namespace halftone::pipeline
