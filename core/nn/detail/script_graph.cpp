// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/script_graph.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace halftone::nn {
namespace {

namespace graph = model::graph;

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

// What the graph has its name for, at the end of a program.
graph::Head headOf(const graph::Node& node)
{
    const auto* last = std::get_if<graph::Activation>(&node.op);
    if (last == nullptr) {
        return graph::Head::None;
    }
    if (last->curve == graph::Curve::Sigmoid) {
        return graph::Head::Sigmoid;
    }
    return last->curve == graph::Curve::Softmax ? graph::Head::Softmax : graph::Head::None;
}

} // namespace

Error unsupportedScript(const std::string& operation, const std::string& why)
{
    return {ErrorCode::Unsupported, "the operation " + operation + ' ' + why + '.'};
}

ScriptGraph::ScriptGraph(int inputChannels, int height, int width)
    : m_input{inputChannels, height, width}
{
    m_graph.inputChannels = inputChannels;
}

ScriptMap ScriptGraph::add(graph::Op op, const std::vector<ScriptMap>& inputs)
{
    const std::string kind =
        std::visit([](const auto& alternative) { return alternative.kName; }, op);
    graph::Node node{kind + '_' + std::to_string(m_graph.nodes.size()), {}, std::move(op)};
    std::vector<graph::Shape> shapes;
    for (const ScriptMap input : inputs) {
        node.inputs.push_back(input.value);
        shapes.push_back(shapeOf(input));
    }
    m_shapes.push_back(graph::shapeOf(node, shapes));
    m_graph.nodes.push_back(std::move(node));
    return {static_cast<int>(m_graph.nodes.size()) - 1};
}

graph::Shape ScriptGraph::shapeOf(ScriptMap map) const
{
    return map.value == graph::kInput ? m_input : m_shapes[at(map.value)];
}

const graph::Node* ScriptGraph::nodeOf(ScriptMap map) const
{
    return map.value == graph::kInput ? nullptr : &m_graph.nodes[at(map.value)];
}

graph::Graph ScriptGraph::finish(ScriptMap output) const
{
    graph::Graph result;
    result.inputChannels = m_graph.inputChannels;
    if (output.value == graph::kInput) {
        return result;
    }
    result.head = headOf(m_graph.nodes[at(output.value)]);
    if (result.head != graph::Head::None) {
        output.value = m_graph.nodes[at(output.value)].inputs.front();
    }
    std::vector<bool> needed(m_graph.nodes.size(), false);
    const auto need = [&](int value) {
        if (value != graph::kInput) {
            needed[at(value)] = true;
        }
    };
    need(output.value);
    for (int n = output.value; n >= 0; --n) {
        if (needed[at(n)]) {
            const std::vector<int>& inputs = m_graph.nodes[at(n)].inputs;
            std::for_each(inputs.begin(), inputs.end(), need);
        }
    }
    std::vector<int> renamed(m_graph.nodes.size(), graph::kInput);
    for (std::size_t n = 0; n < needed.size(); ++n) {
        if (needed[n]) {
            renamed[n] = static_cast<int>(result.nodes.size());
            result.nodes.push_back(m_graph.nodes[n]);
            for (int& input : result.nodes.back().inputs) {
                input = input == graph::kInput ? input : renamed[at(input)];
            }
        }
    }
    return result;
}

const ScriptItem* ScriptCall::find(const char* argument) const
{
    const c10::optional<int> index = m_node.schema().argumentIndexWithName(argument);
    if (!index || at(*index) >= m_arguments.size()) {
        return nullptr;
    }
    const ScriptItem& item = m_arguments[at(*index)];
    return item.isKnown() && item.known().isNone() ? nullptr : &item;
}

const c10::IValue& ScriptCall::known(const char* argument) const
{
    const ScriptItem* item = find(argument);
    if (item == nullptr || !item->isKnown()) {
        throw refused(std::string("has the argument '") + argument
                      + "' computed from the image, where a constant is needed");
    }
    return item->known();
}

ScriptMap ScriptCall::map(const char* argument) const
{
    if (!isMap(argument)) {
        throw refused(std::string("has the argument '") + argument
                      + "' that is no map computed from the image");
    }
    return find(argument)->map();
}

bool ScriptCall::isMap(const char* argument) const
{
    const ScriptItem* item = find(argument);
    return item != nullptr && item->isMap();
}

std::int64_t ScriptCall::integer(const char* argument, std::int64_t fallback) const
{
    if (find(argument) == nullptr) {
        return fallback;
    }
    const c10::IValue& value = known(argument);
    const std::int64_t result =
        value.isTensor() ? value.toTensor().item<std::int64_t>() : value.toScalar().toLong();
    // Ends of slices are "as far as it goes".
    return std::clamp<std::int64_t>(result, std::numeric_limits<int>::min() / 2,
                                    std::numeric_limits<int>::max() / 2);
}

double ScriptCall::number(const char* argument, double fallback) const
{
    if (find(argument) == nullptr) {
        return fallback;
    }
    const c10::IValue& value = known(argument);
    return value.isTensor() ? value.toTensor().item<double>() : value.toScalar().toDouble();
}

bool ScriptCall::flag(const char* argument) const
{
    return find(argument) != nullptr && known(argument).toBool();
}

std::string ScriptCall::text(const char* argument) const
{
    return known(argument).toStringRef();
}

std::vector<double> ScriptCall::numbers(const char* argument) const
{
    std::vector<double> numbers;
    if (find(argument) == nullptr) {
        return numbers;
    }
    const c10::IValue& value = known(argument);
    if (value.isList()) {
        for (const c10::IValue& element : value.toListRef()) {
            numbers.push_back(element.toScalar().toDouble());
        }
    } else {
        numbers.push_back(number(argument, 0));
    }
    return numbers;
}

std::vector<float> ScriptCall::values(const char* argument) const
{
    if (find(argument) == nullptr) {
        return {};
    }
    const c10::IValue& value = known(argument);
    if (!value.isTensor()) {
        return {static_cast<float>(value.toScalar().toDouble())};
    }
    const at::Tensor dense = value.toTensor().to(at::kCPU, at::kFloat).contiguous();
    const auto* numbers = dense.data_ptr<float>();
    return {numbers, numbers + dense.numel()};
}

std::vector<int> ScriptCall::sizes(const char* argument) const
{
    const c10::IValue& value = known(argument);
    std::vector<int> sizes;
    if (value.isTensor()) {
        for (const std::int64_t size : value.toTensor().sizes()) {
            sizes.push_back(static_cast<int>(size));
        }
    }
    return sizes;
}

graph::Extent ScriptCall::extent(const char* argument, graph::Extent fallback) const
{
    const std::vector<double> axes = numbers(argument);
    if (axes.empty()) {
        return fallback;
    }
    return {static_cast<int>(axes.front()), static_cast<int>(axes.back())};
}

void requireChannels(const ScriptGraph& graph, ScriptMap map, int channels)
{
    if (graph.shapeOf(map).channels == channels) {
        return;
    }
    ScriptMap from = map;
    while (const graph::Node* node = graph.nodeOf(from)) {
        const bool keepsChannels = std::holds_alternative<graph::Affine>(node->op)
                                   || std::holds_alternative<graph::Activation>(node->op)
                                   || std::holds_alternative<graph::Pad>(node->op)
                                   || std::holds_alternative<graph::Pool>(node->op);
        if (!keepsChannels) {
            return; // a fault, which shapeOf() will tell
        }
        from.value = node->inputs.front();
    }
    throw OtherInputChannels{channels};
}

} // namespace halftone::nn
