// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/detail/unet.h"
#include "core/train/batch_source.h"
#include "core/train/config.h"
#include "core/train/scoring.h"

#include <vector>

namespace halftone::train {

/// Codes [N,H,W] as the net's input [N,1,H,W] = code/255.
[[nodiscard]] torch::Tensor toInput(const torch::Tensor& codes);

/// Class indices from logits [N,C,H,W]: uint8 [N,H,W]; one channel: logit >= 0 is 1.
[[nodiscard]] torch::Tensor toLabels(const torch::Tensor& logits);

struct PrecisionScore {
    quant::Precision precision;
    ValidationScore score;
};

/// Unvaried crops of the training slices, uint8 [count,1,crop,crop], chosen as in training
/// (foregroundChance), for statistics of what the net sees in use. The same `seed` gives the same.
[[nodiscard]] torch::Tensor plainCrops(const Dataset& dataset, const TrainConfig& config,
                                       int count);

/// Validation scores of the float path and, if `withPairs`, of every integer precision. Replaces
/// the batch-norm statistics of `net` by ones estimated on `crops` (of plainCrops) first: those of
/// a moving weight average were never seen in training, and training saw varied images.
[[nodiscard]] std::vector<PrecisionScore> evaluateNet(nn::UNet& net, const Dataset& dataset,
                                                      const torch::Tensor& crops, bool withPairs);

} // namespace halftone::train
