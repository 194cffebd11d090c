// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace halftone::train {

/// Label of pixels nobody labelled; they count in no loss and no score.
inline constexpr std::uint8_t kIgnoredLabel = 255;

/// Cross-entropy + 0.5 * (1 - soft Dice of the foreground). `logits` [N,C,H,W]; `labels` [N,H,W]
/// int64 class indices or kIgnoredLabel. One channel: sigmoid, foreground is label 1; more:
/// softmax.
[[nodiscard]] torch::Tensor taskLoss(const torch::Tensor& logits, const torch::Tensor& labels);

/// Mean cross-entropy of `logits` against the probabilities of `teacher` (logits, no gradient).
[[nodiscard]] torch::Tensor distillationLoss(const torch::Tensor& logits,
                                             const torch::Tensor& teacher);

} // namespace halftone::train
