// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"
#include "core/nn/detail/float_graph_ops.h"
#include "core/quant/precision.h"

#include <torch/types.h>

#include <cstddef>
#include <span>
#include <vector>

/// Which numbers of a float graph a simulated precision rounds, and to what. What is rounded where
/// follows the integer engine: bias, batch norm and activation work on the accumulator of the
/// convolution before them, so that codes are written once behind them; the first convolutions and
/// the last keep 8-bit weights; logits are not rounded.
namespace halftone::nn {

/// Values step * code with whole codes from `lowest` to `highest`, zero among them. The step is 0
/// where values stay as they are.
struct CodeGrid {
    double step = 0;
    double lowest = 0;
    double highest = 0;
    friend bool operator==(const CodeGrid&, const CodeGrid&) = default;
};

/// The nearest value of the grid, ties to even codes; writes over `x`.
[[nodiscard]] torch::Tensor roundToGrid(torch::Tensor x, const CodeGrid& grid);

/// Unsigned codes of `bits` with a zero point for values in [low, high], widened to hold zero.
[[nodiscard]] CodeGrid gridOfRange(double low, double high, int bits);

/// Signed 16-bit codes: Q8.8, or with so many fewer fractional bits that `largest` fits.
[[nodiscard]] CodeGrid fixedPointOf(double largest);

/// Of each node's value at a precision of 1..8 bits or W16A16. `ranges`: low and high of the input
/// and of each node's value (model::Model::ranges); at W16A16 they may be empty: all Q8.8. Throws
/// Error{InvalidArgument} where they are not of this graph.
[[nodiscard]] std::vector<CodeGrid> gridsOfValues(const model::graph::Graph& graph,
                                                  std::span<const float> ranges,
                                                  quant::Precision precision);

/// Bits of each node's weights: 0 of nodes that are no convolutions.
[[nodiscard]] std::vector<int> bitsOfWeights(const model::graph::Graph& graph,
                                             quant::Precision precision);

/// Rounds the weights of a convolution to `bits` (1..8, or 16), symmetric, a step for each output
/// channel. At 8 bits the largest weight has the largest code, at 16 the step is a power of two
/// for all channels. Below, codes are those of the least squared error, and their step
/// keeps the channel's sum of squares: by least squares alone channels shrink, layer after layer.
void roundWeights(const model::graph::Op& op, NodeTensors& tensors, int bits);

} // namespace halftone::nn
