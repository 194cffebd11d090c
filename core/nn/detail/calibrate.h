// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/model/model.h"
#include "core/nn/detail/unet.h"

namespace halftone::nn {

/// Re-estimates the batch-norm statistics of `state` as the average over `inputs` ([N,1,H,W] each),
/// whatever they were.
void estimateStatistics(UNet& net, PrecisionState& state, const std::vector<torch::Tensor>& inputs);

/// The model of a trained net: float path, codes, and tables of all 64 integer precisions. Each
/// table takes gamma, beta and head bias of the nearest trained precision; activation steps are
/// its learned ones, or, at an activation width that was not trained, found by squared error over
/// all tensors that share a step. Batch-norm statistics are then re-estimated layer by layer in
/// exact integer arithmetic on `images` (codes uint8 [N,1,H,W], sides multiples of the stride).
/// Replaces the statistics of `net`. The result passes model::validate().
[[nodiscard]] model::Model buildModel(UNet& net, const model::ModelCard& card,
                                      const torch::Tensor& images, const ProgressFn& progress,
                                      const StopToken& stop);

} // namespace halftone::nn
