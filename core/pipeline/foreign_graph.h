// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"
#include "core/model/network.h"

#include <string>
#include <vector>

/// What is done to the float graph of another tool before it is a model's.
namespace halftone::pipeline {

/// Puts operations of one input between the image and what read it.
void putBefore(model::graph::Graph& graph, const std::vector<model::graph::Op>& operations);

/// Where several classes do not exclude each other (sigmoid), adds a background whose logit is 0 as
/// the first class: the likeliest of all is then the likeliest of those above one half. Throws
/// Error{Unsupported} where the last operation is no convolution.
void addBackground(model::graph::Graph& graph);

/// The network that LibTorch runs as a whole.
[[nodiscard]] model::Network opaqueOf(const model::graph::Graph& graph,
                                      const model::graph::Facts& facts);

/// "18 conv, 18 activation, 4 pool": most frequent first.
[[nodiscard]] std::string operationsOf(const model::graph::Graph& graph);

/// Numbers in the graph's weights.
[[nodiscard]] std::size_t weightsOf(const model::graph::Graph& graph);

} // namespace halftone::pipeline
