// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/float_graph.h"
#include "core/nn/detail/float_graph_ops.h"

#include <torch/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace halftone::nn {

/// What happens beside the arithmetic of a run; everything may be left empty.
struct FloatGraphRun {
    /// What takes the place of a value: fake quantization. May write over it.
    std::function<torch::Tensor(int node, torch::Tensor value)> coded{};
    /// Sees every value right after that; it may be written over later.
    std::function<void(int node, const torch::Tensor& value)> observe{};
    std::size_t* peakBytes = nullptr; ///< most bytes of values alive at once, counted
    StopToken stop{};                 ///< polled before every node, and in long convolutions
};

/// A float graph with its constants as tensors. Running it changes nothing: thread-safe then.
class FloatGraph {
public:
    explicit FloatGraph(std::shared_ptr<const model::graph::Graph> graph);

    [[nodiscard]] const model::graph::Graph& graph() const { return *m_graph; }
    /// Constants of a node, to be replaced by quantized ones.
    [[nodiscard]] NodeTensors& tensors(std::size_t node) { return m_tensors[node]; }
    /// Bytes of all of them.
    [[nodiscard]] std::size_t bytes() const;

    /// The logits [1,classes,H,W] of `input` [1,C,H,W]. Values are released after their last use,
    /// and written over by what follows them alone (canOverwrite). Throws Error{Cancelled}.
    [[nodiscard]] torch::Tensor run(const torch::Tensor& input, const FloatGraphRun& run) const;

    /// What FloatGraphRun::peakBytes will be for an input of that size. Throws
    /// Error{ShapeMismatch}.
    [[nodiscard]] std::size_t peakBytes(int height, int width) const;

private:
    [[nodiscard]] bool overwrites(std::size_t node) const;
    /// Values that nobody reads after a node.
    [[nodiscard]] std::vector<std::size_t> releasedAfter(std::size_t node) const;

    std::shared_ptr<const model::graph::Graph> m_graph;
    std::vector<NodeTensors> m_tensors; ///< of each node
    std::vector<std::size_t> m_lastUse; ///< node -> last node that reads its value, or itself
};

} // namespace halftone::nn
