// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/base/stop_token.h"
#include "core/model/lower_graph.h"
#include "core/nn/detail/graph_plan.h"

#include <torch/types.h>

#include <vector>

/// What a network computes in floats for calibration images, at places drawn by a seed.
namespace halftone::nn {

/// Places of one image that layers are looked at: indices into maps of each level (log2 of how much
/// smaller than the image), int64 [P].
using Places = std::vector<torch::Tensor>;

/// At most `count` places a level; half of them, where there are as many, within 10 pixels of
/// `foreground` (bool [H,W]), the others anywhere.
[[nodiscard]] Places choosePlaces(const torch::Tensor& foreground, int levels, std::int64_t count,
                                  Random& random);

/// Values of x at `places`: [C,P] of [1,C,H,W].
[[nodiscard]] torch::Tensor samplesAt(const torch::Tensor& x, const torch::Tensor& places);

/// A lowered network, run in floats.
class FloatNetwork {
public:
    /// Both are borrowed.
    FloatNetwork(const model::LoweredGraph& graph, const GraphPlan& plan);

    /// Logits of `codes` uint8 [1,1,H,W]. Where `places` are given, appends to `samples[node]` the
    /// values [C,P] of every convolution and sum before its ReLU.
    torch::Tensor run(const torch::Tensor& codes, const Places* places,
                      std::vector<std::vector<torch::Tensor>>* samples,
                      const StopToken& stop) const;
    /// Where the logits say that there is something: bool [H,W].
    [[nodiscard]] torch::Tensor foreground(const torch::Tensor& codes, const StopToken& stop) const;

private:
    const model::LoweredGraph& m_graph;
    const GraphPlan& m_plan;
    std::vector<torch::Tensor> m_weights;
    std::vector<torch::Tensor> m_bias;
};

} // namespace halftone::nn
