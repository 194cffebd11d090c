// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/dataset_file.h"

#include <torch/types.h>

#include <cstdint>

namespace halftone::train {

/// Cross-entropy + diceWeight * (1 - soft Dice of the foreground). `logits` [N,C,H,W]; `labels`
/// [N,H,W] int64 class indices or kIgnoredLabel. One channel: sigmoid, foreground is label 1; more:
/// softmax.
[[nodiscard]] torch::Tensor taskLoss(const torch::Tensor& logits, const torch::Tensor& labels,
                                     double diceWeight = 0.5);

/// Mean cross-entropy of `logits` against the probabilities of `teacher` (logits, no gradient).
[[nodiscard]] torch::Tensor distillationLoss(const torch::Tensor& logits,
                                             const torch::Tensor& teacher);

} // namespace halftone::train
