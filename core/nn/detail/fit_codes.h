// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <torch/types.h>

#include <cstdint>
#include <vector>

/// Weight codes found without gradients, for a network that was trained in floats.
namespace halftone::nn {

/// Whether the rows of a weight matrix have steps of their own.
enum class StepSharing {
    PerRow,
    OneForAll, ///< the head, whose logits are compared
};

/// weight = step * code
struct FittedCodes {
    std::vector<std::int8_t> codes; ///< [O,D]
    std::vector<double> steps;      ///< [O], above 0
};

/// Codes of `bits` >= 2 for `weights` [O,D], that make e' * moments * e small, e = step * code -
/// weight: what the outputs lose where `moments` [D,D] are those of the inputs, as engines see
/// them. Starts at the nearest codes of the best step for independent inputs, then takes one
/// coordinate after the other to its least and fits the steps in between, as COMQ (arXiv
/// 2403.07134) does. Inputs that never vary leave their codes where they are. Throws
/// Error{Cancelled}.
[[nodiscard]] FittedCodes fitCodes(const torch::Tensor& weights, const torch::Tensor& moments,
                                   int bits, StepSharing sharing, const StopToken& stop);

} // namespace halftone::nn
