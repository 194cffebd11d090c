// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"
#include "core/model/network.h"

#include <vector>

namespace halftone::engine {

enum class StepKind {
    PackInput, ///< the network's input into a map
    Conv,      ///< hidden convolution, writes codes
    Head,      ///< last convolution, writes logits
    MaxPool,
    Upsample, ///< only where it could not be folded into the convolutions that read it
    Map,      ///< another operation of map_ops.h
};

/// A value a step reads, and how.
struct StepInput {
    int value = model::kInputValue;
    Reading reading = Reading::Direct;
};

/// One thing to do, in order. Its result is the value `value`.
struct Step {
    StepKind kind = StepKind::PackInput;
    int value = model::kInputValue; ///< node index, or kInputValue for PackInput
    int conv = -1;                  ///< index in Network::convNodes() for Conv and Head
    int add = -1;                   ///< index in Network::addNodes() for a Map that is an Add
    std::vector<StepInput> inputs;
    Reading packedFor = Reading::Direct; ///< PackInput: how the map is read, Direct or Windows
};

/// The steps of a network. An upsampling that only convolutions read which need not be unfolded
/// becomes a way of reading its source; the upsampled map never exists. `inputReading` is how 3x3
/// convolutions read an input of one channel, if nothing else reads it: Direct or Windows.
[[nodiscard]] std::vector<Step> makeSteps(const model::Network& network,
                                          Reading inputReading = Reading::Direct);

} // namespace halftone::engine
