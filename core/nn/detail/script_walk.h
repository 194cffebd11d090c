// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/detail/script_graph.h"

#include <torch/csrc/jit/ir/ir.h>

#include <unordered_map>
#include <vector>

namespace halftone::nn {

/// Goes through an inlined TorchScript program as a run would, for an input of one size: computes
/// what is known (numbers, conditions, loops), and makes graph nodes of what is done to maps.
class ScriptWalk {
public:
    explicit ScriptWalk(ScriptGraph& graph) : m_graph(graph) {}

    /// What the program returns for its inputs. Throws Error{Unsupported} naming an operation,
    /// Error{ShapeMismatch}, OtherInputChannels, and c10::Error where the program itself is wrong.
    [[nodiscard]] std::vector<ScriptItem> run(const torch::jit::Graph& program,
                                              std::vector<ScriptItem> inputs);

private:
    void runBlock(const torch::jit::Block& block);
    void runNode(const torch::jit::Node& node);
    bool runControl(const torch::jit::Node& node);
    void runLoop(const torch::jit::Node& node);
    bool runOnList(const torch::jit::Node& node);
    void runOperation(const torch::jit::Node& node);
    void compute(const torch::jit::Node& node);
    void unpack(const torch::jit::Node& node);
    [[nodiscard]] ScriptItem makeList(const torch::jit::Node& node) const;

    [[nodiscard]] const ScriptItem& itemOf(const torch::jit::Value* value) const;
    [[nodiscard]] std::vector<ScriptItem> inputsOf(const torch::jit::Node& node) const;
    void set(const torch::jit::Value* value, ScriptItem item);
    /// What an operation in place does: whoever holds the one map holds the other from now on.
    void replace(ScriptMap before, ScriptMap after);

    ScriptGraph& m_graph;
    std::unordered_map<const torch::jit::Value*, ScriptItem> m_items;
    int m_steps = 0;
};

} // namespace halftone::nn
