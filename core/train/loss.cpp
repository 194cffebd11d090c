// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/loss.h"

#include <ATen/ATen.h>

namespace halftone::train {
namespace {

constexpr double kDiceSmoothing = 1.0; // pixels; keeps empty batches finite

// 1 - Dice per class over the whole batch, averaged over classes; [N,K,H,W] each.
torch::Tensor diceLoss(const torch::Tensor& probabilities, const torch::Tensor& targets,
                       const torch::Tensor& mask)
{
    const torch::Tensor masked = probabilities * mask;
    const torch::Tensor both = (masked * targets).sum({0, 2, 3});
    const torch::Tensor sizes = masked.sum({0, 2, 3}) + (targets * mask).sum({0, 2, 3});
    return (1.0 - (2.0 * both + kDiceSmoothing) / (sizes + kDiceSmoothing)).mean();
}

// Cross-entropy of one sigmoid channel against probabilities, per pixel, without overflow.
torch::Tensor binaryCrossEntropy(const torch::Tensor& logits, const torch::Tensor& targets)
{
    return at::softplus(logits) - logits * targets;
}

} // namespace

torch::Tensor taskLoss(const torch::Tensor& logits, const torch::Tensor& labels, double diceWeight)
{
    const torch::Tensor known = labels.ne(data::kIgnoredLabel).unsqueeze(1);
    const torch::Tensor mask = known.to(logits.scalar_type());
    const torch::Tensor count = mask.sum().clamp_min(1.0);
    if (logits.size(1) == 1) {
        const torch::Tensor target = labels.eq(1).unsqueeze(1).to(logits.scalar_type());
        const torch::Tensor entropy = (binaryCrossEntropy(logits, target) * mask).sum() / count;
        return entropy + diceWeight * diceLoss(at::sigmoid(logits), target, mask);
    }
    const std::int64_t classes = logits.size(1);
    const torch::Tensor target = at::one_hot(labels.clamp_max(classes - 1), classes)
                                     .permute({0, 3, 1, 2})
                                     .to(logits.scalar_type());
    const torch::Tensor logProbabilities = at::log_softmax(logits, 1);
    const torch::Tensor entropy = -(logProbabilities * target * mask).sum() / count;
    const auto foreground = [&](const torch::Tensor& t) { return t.slice(1, 1, classes); };
    return entropy
           + diceWeight * diceLoss(foreground(logProbabilities.exp()), foreground(target), mask);
}

torch::Tensor distillationLoss(const torch::Tensor& logits, const torch::Tensor& teacher)
{
    if (logits.size(1) == 1) {
        return binaryCrossEntropy(logits, at::sigmoid(teacher.detach())).mean();
    }
    return -(at::log_softmax(logits, 1) * at::softmax(teacher.detach(), 1)).sum(1).mean();
}

} // namespace halftone::train
