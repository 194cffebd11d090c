// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/quant/precision.h"

namespace halftone::model {

/// One convolution that has a bit less than the rest of its network has.
struct LoweredLayer {
    enum class Part {
        Weights,    ///< the code of one bit less that is nested in the 8-bit one, on its own grid
        Activations ///< what it puts out, on a grid of half the codes over the same range
    };
    int conv = 0; ///< in Network::convNodes()
    Part part = Part::Weights;

    friend bool operator==(const LoweredLayer&, const LoweredLayer&) = default;
};

/// Whether that part can have a bit less at an integer precision: weights that stay at 8 bits and
/// the logits cannot, nor what has one bit, nor weights of a file without the 8-bit codes.
[[nodiscard]] bool canLower(const Model& model, quant::Precision precision,
                            const LoweredLayer& layer);

} // namespace halftone::model
