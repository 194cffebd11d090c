// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/paper_loss.h"

#include <ATen/ATen.h>

namespace halftone::train {

torch::Tensor paperLoss(const PaperLoss& loss, const torch::Tensor& logits,
                        const torch::Tensor& target, const torch::Tensor& known)
{
    constexpr double kEpsilon = 1e-4;
    const torch::Tensor seen = loss.doubleSigmoid ? at::sigmoid(logits) : logits;
    const torch::Tensor probability = at::sigmoid(seen) * known;
    const torch::Tensor truth = target * known;
    const torch::Tensor dice = (2.0 * (probability * truth).sum() + kEpsilon)
                               / (probability.sum() + truth.sum() + kEpsilon);
    if (loss.kind == PaperLoss::Kind::Dice) {
        return -dice;
    }
    const torch::Tensor entropy =
        ((at::softplus(seen) - seen * target) * known).sum() / known.sum().clamp_min(1.0);
    return 0.5 * entropy + 0.5 * (1.0 - dice);
}

} // namespace halftone::train
