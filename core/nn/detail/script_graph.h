// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/model/float_graph.h"

#include <torch/csrc/jit/ir/ir.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a TorchScript program is while it is turned into a float graph: numbers, tensors and lists
/// that are known, and maps, whose values only a run would know.
namespace halftone::nn {

/// A map of the graph: [1,C,H,W] in the program.
struct ScriptMap {
    int value = model::graph::kInput;
};

struct ScriptItem;
/// Shared, because the program's lists are.
using ScriptList = std::shared_ptr<std::vector<ScriptItem>>;

/// A value of the program. Lists and tuples that hold maps are ScriptList, all others known values.
struct ScriptItem {
    std::variant<c10::IValue, ScriptMap, ScriptList> held;

    [[nodiscard]] bool isKnown() const { return std::holds_alternative<c10::IValue>(held); }
    [[nodiscard]] bool isMap() const { return std::holds_alternative<ScriptMap>(held); }
    [[nodiscard]] bool isList() const { return std::holds_alternative<ScriptList>(held); }
    [[nodiscard]] const c10::IValue& known() const { return std::get<c10::IValue>(held); }
    [[nodiscard]] ScriptMap map() const { return std::get<ScriptMap>(held); }
    [[nodiscard]] const ScriptList& list() const { return std::get<ScriptList>(held); }
};

[[nodiscard]] inline ScriptItem itemOf(ScriptMap map)
{
    return {map};
}

/// Error{Unsupported} that names the operation: "aten::lstm".
[[nodiscard]] Error unsupportedScript(const std::string& operation, const std::string& why);

/// The graph as it grows, with the shapes of its values for an input of one size.
class ScriptGraph {
public:
    ScriptGraph(int inputChannels, int height, int width);

    /// A new node, named after what it is. Throws Error{ShapeMismatch}.
    ScriptMap add(model::graph::Op op, const std::vector<ScriptMap>& inputs);
    [[nodiscard]] model::graph::Shape shapeOf(ScriptMap map) const;
    /// The node that makes a map; null of the input.
    [[nodiscard]] const model::graph::Node* nodeOf(ScriptMap map) const;
    [[nodiscard]] int inputChannels() const { return m_graph.inputChannels; }

    /// The graph of what `output` needs; a sigmoid or softmax at its end becomes its head.
    [[nodiscard]] model::graph::Graph finish(ScriptMap output) const;

private:
    model::graph::Graph m_graph;
    std::vector<model::graph::Shape> m_shapes;
    model::graph::Shape m_input;
};

/// An operation of the program with its arguments.
class ScriptCall {
public:
    ScriptCall(const torch::jit::Node& node, std::vector<ScriptItem> arguments)
        : m_node(node), m_arguments(std::move(arguments))
    {
    }

    /// "aten::conv2d".
    [[nodiscard]] std::string name() const { return m_node.kind().toQualString(); }
    [[nodiscard]] const std::vector<ScriptItem>& arguments() const { return m_arguments; }
    /// Null where the operation has no such argument, or it is None.
    [[nodiscard]] const ScriptItem* find(const char* argument) const;

    // Arguments by name. Throw unsupportedScript() where one is not known, or of another type.
    [[nodiscard]] ScriptMap map(const char* argument) const;
    [[nodiscard]] bool isMap(const char* argument) const;
    [[nodiscard]] std::int64_t integer(const char* argument, std::int64_t fallback) const;
    [[nodiscard]] double number(const char* argument, double fallback) const;
    [[nodiscard]] bool flag(const char* argument) const;
    [[nodiscard]] std::string text(const char* argument) const;
    /// Empty where it is None.
    [[nodiscard]] std::vector<double> numbers(const char* argument) const;
    /// Of a tensor, or of a number; empty where it is None.
    [[nodiscard]] std::vector<float> values(const char* argument) const;
    /// Sizes of a tensor.
    [[nodiscard]] std::vector<int> sizes(const char* argument) const;
    /// Of two axes; one number is for both, none gives `fallback`.
    [[nodiscard]] model::graph::Extent extent(const char* argument,
                                              model::graph::Extent fallback) const;

    [[nodiscard]] Error refused(const std::string& why) const
    {
        return unsupportedScript(name(), why);
    }

private:
    [[nodiscard]] const c10::IValue& known(const char* argument) const;

    const torch::jit::Node& m_node;
    std::vector<ScriptItem> m_arguments;
};

/// What makes graph nodes of an operation on maps; null where it is not known.
using ScriptOp = ScriptItem (*)(const ScriptCall& call, ScriptGraph& graph);
[[nodiscard]] ScriptOp findScriptLayer(const std::string& name);
[[nodiscard]] ScriptOp findScriptArithmetic(const std::string& name);

/// Reading starts again with so many channels of the input: thrown by the first layer that tells.
struct OtherInputChannels {
    int channels = 1;
};

/// Throws OtherInputChannels where `map` is the input, or made from it channel by channel, and has
/// another number of channels than the layer that reads it.
void requireChannels(const ScriptGraph& graph, ScriptMap map, int channels);

} // namespace halftone::nn
