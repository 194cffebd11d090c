// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/types.h>

namespace halftone::train {

/// The losses of the paper's code; all over the whole batch at once.
struct PaperLoss {
    enum class Kind {
        CrossEntropyAndDice, ///< EM: 0.5 * cross-entropy + 0.5 * (1 - Dice)
        Dice,                ///< GM, NIH: -Dice
    };
    Kind kind = Kind::CrossEntropyAndDice;
    /// As the code for EM does it: the loss takes the net's sigmoid for logits and applies another.
    bool doubleSigmoid = false;
};

/// `logits`, `target` (0 or 1) and `known` (0: ignored pixel, counts nowhere), each [N,1,H,W]. Soft
/// Dice with 1e-4 added above and below.
[[nodiscard]] torch::Tensor paperLoss(const PaperLoss& loss, const torch::Tensor& logits,
                                      const torch::Tensor& target, const torch::Tensor& known);

} // namespace halftone::train
