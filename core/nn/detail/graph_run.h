// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/predict_observer.h"
#include "core/nn/detail/graph_plan.h"

#include <torch/types.h>

#include <chrono>
#include <cstddef>
#include <functional>

/// Walks a layer graph with LibTorch tensors [N,C,H,W]; what a convolution computes is up to the
/// caller, so that training, float inference and exact fake quantization share one walker.
namespace halftone::nn {

/// Output of convolution number `conv` for its (joined) input.
using ConvFn = std::function<torch::Tensor(std::size_t conv, const torch::Tensor& input)>;
/// Sum of the two inputs of an Add.
using AddFn =
    std::function<torch::Tensor(int node, const torch::Tensor& first, const torch::Tensor& second)>;
/// Sees every value right after it was computed.
using ValueFn = std::function<void(int node, const torch::Tensor& value)>;

/// Tells a model::PredictObserver of the values of a run, timed from one to the next.
class ObservedValues {
public:
    /// Both are borrowed. Counts time from now on.
    ObservedValues(const model::Network& network, model::PredictObserver& observer)
        : m_network(network), m_observer(observer)
    {
    }
    void operator()(int node, const torch::Tensor& value);

private:
    const model::Network& m_network;
    model::PredictObserver& m_observer;
    std::chrono::steady_clock::time_point m_before = std::chrono::steady_clock::now();
};

struct GraphRun {
    ConvFn conv;
    AddFn add;                        ///< empty: the sum, and the ReLU that belongs to it
    ValueFn observe;                  ///< may be empty
    std::size_t* peakBytes = nullptr; ///< if set: most bytes of values alive at once, counted
    StopToken stop;                   ///< polled before every node
};

/// What GraphRun::peakBytes will be for an input [1,C,height,width] of floats.
[[nodiscard]] std::size_t peakBytesOf(const model::Network& network, const GraphPlan& plan,
                                      int height, int width);

/// Value of a node without weights and tables: poolings, upsamplings, shuffles, of floats or, as
/// the engine computes them, of codes (uint8). Throws Error{Unsupported} for others.
[[nodiscard]] torch::Tensor applyOp(const model::Node& node, const torch::Tensor& x);

/// The logits. Values are released after their last use. Throws Error{Cancelled}.
[[nodiscard]] torch::Tensor runGraph(const model::Network& network, const GraphPlan& plan,
                                     const torch::Tensor& input, const GraphRun& run);

} // namespace halftone::nn
