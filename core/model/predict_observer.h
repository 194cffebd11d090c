// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/network.h"

#include <span>
#include <string>

/// What happens inside a prediction, for whom wants to look (Predictor::setObserver).
namespace halftone::model {

/// One node of the layer graph, just computed.
struct LayerObservation {
    int node = kInputValue; ///< in Network::nodes; kInputValue: bringing the input into place
    std::string name;       ///< the node's, or "input"
    int channels = 0;       ///< of what it puts out, as height and width
    int height = 0;
    int width = 0;
    double milliseconds = 0;    ///< wall time of this node alone, without the observer's
    double gmac = 0;            ///< multiply-accumulates of the direct form / 1e9
    const char* algorithm = ""; ///< engine::toString(Algorithm); empty where there is no choice
};

/// What a node puts out, for as long as the observer is being told of it.
class LayerOutput {
public:
    virtual ~LayerOutput() = default;

    /// Copies the output, [channels,height,width], row-major. Values of the float path are real
    /// numbers; those of an integer network are its codes as they are, 0 to 2^a - 1, whose step no
    /// file tells, and real logits at the head. Throws Error{ShapeMismatch} unless `values` has the
    /// size.
    virtual void copyTo(std::span<float> values) const = 0;
};

/// Hears of every node of a prediction, in the order of the graph, on the thread that called
/// predict() and before that returns. A node that is not computed by itself (an upsampling that the
/// engine folds into the convolution behind it) is not heard of. What it throws ends the
/// prediction.
class PredictObserver {
public:
    virtual ~PredictObserver() = default;
    virtual void observed(const LayerObservation& layer, const LayerOutput& output) = 0;
};

} // namespace halftone::model
