// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/nn/detail/unet.h"
#include "core/train/batch_source.h"
#include "core/train/config.h"
#include "core/train/scoring.h"

#include <span>
#include <vector>

namespace halftone::train {

/// Bytes as uint8 [N,H,W] on `device`.
[[nodiscard]] torch::Tensor toTensor(std::span<const std::uint8_t> bytes, int count, int height,
                                     int width, torch::Device device);

/// The bytes of a uint8 tensor.
[[nodiscard]] std::vector<std::uint8_t> toBytes(const torch::Tensor& tensor);

/// Codes [N,H,W] as the net's input [N,1,H,W] = code/255.
[[nodiscard]] torch::Tensor toInput(const torch::Tensor& codes);

/// Class indices from logits [N,C,H,W]: uint8 [N,H,W]; one channel: logit >= 0 is 1.
[[nodiscard]] torch::Tensor toLabels(const torch::Tensor& logits);

struct PrecisionScore {
    quant::Precision precision;
    ValidationScore score;
};

/// kPlainCrops unvaried crops of the training slices, uint8 [kPlainCrops,1,crop,crop], chosen as in
/// training (foregroundChance), for statistics of what the net sees in use. The same `seed` gives
/// the same.
inline constexpr int kPlainCrops = 16;
[[nodiscard]] torch::Tensor plainCrops(const data::Dataset& dataset, const TrainConfig& config);

/// The same as inputs of the net on `device`, a few at once to bound the memory.
[[nodiscard]] std::vector<torch::Tensor> cropInputs(const torch::Tensor& crops,
                                                    torch::Device device);

/// Validation scores of the float path and, if `withPairs`, of every integer precision. Replaces
/// the batch-norm statistics of `net` by ones estimated on `crops` (of plainCrops) first: those of
/// a moving weight average were never seen in training, and training saw varied images.
/// Throws Error{Cancelled}.
[[nodiscard]] std::vector<PrecisionScore> evaluateNet(nn::UNet& net, const data::Dataset& dataset,
                                                      const torch::Tensor& crops, bool withPairs,
                                                      const StopToken& stop);

} // namespace halftone::train
