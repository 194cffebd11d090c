// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"
#include "core/model/network.h"

#include <optional>
#include <string>
#include <vector>

namespace halftone::model {

/// A convolution of a lowered network in floats, with all that could be folded into it.
struct FoldedConv {
    std::vector<float> weights; ///< [O,I,K,K]
    std::vector<float> bias;    ///< [O]
};

/// What a code of the image is worth to the convolutions that read it: scale * code/255 + offset.
struct InputCoding {
    double scale = 1; ///< not 0
    double offset = 0;
    int zeroPoint = 0; ///< the code next to 0, in [0,255]: what the padding holds
};

/// A float graph in the operations of the integer engine; still in floats.
struct LoweredGraph {
    Network network;
    std::vector<FoldedConv> convs; ///< in Network::convNodes() order
    InputCoding input;
};

/// One of the two.
struct Lowering {
    std::optional<LoweredGraph> lowered;
    /// Why not: a sentence that names the node and what of it the integer arithmetic does not have.
    std::string obstacle;
};

/// The same function in the operations of Network: batch norm and other affine operations go into
/// the convolutions around them, transposed convolutions become convolutions and a shuffle, ReLU a
/// part of what it follows, a convolution of more values than one can read the sum of several. What
/// finds no convolution to go into gets one of its own, which multiplies by the identity. Equal up
/// to rounding, but for pixels at the border where the image is normalized by an offset that no
/// code undoes. `graph` passes graph::check().
[[nodiscard]] Lowering lowerGraph(const graph::Graph& graph);

} // namespace halftone::model
