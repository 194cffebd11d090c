// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/dice.h"
#include "core/model/lowered_layer.h"
#include "core/pipeline/segment.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Which layers of a network need their bits most.
namespace halftone::pipeline {

/// What masks of one slice are judged by; labels are [rows, columns] of the oriented grid.
struct SliceJudge {
    std::vector<eval::Structure> structures;
    std::span<const std::uint8_t> full;      ///< the mask of full precision; not empty
    std::span<const std::uint8_t> reference; ///< empty: there is none
};

/// What the slice loses where one layer has a bit less and all others what they had. Losses are
/// those of the mean Dice over structures (eval::meanDice): positive is worse.
struct LayerLoss {
    model::LoweredLayer layer;
    int bits = 0;                        ///< that the part has then
    std::optional<double> agreementLoss; ///< of Dice against the mask of full precision; none:
                                         ///< that mask is empty
    std::optional<double> diceLoss;      ///< of Dice against the reference, if there is any here
};

/// Everything a layer can lose at this precision, in the order of the graph.
[[nodiscard]] std::vector<LayerLoss> lossesToFind(const model::Model& model,
                                                  quant::Precision precision);

/// Fills `wanted`, of lossesToFind(), one by one and gives each to `found` on the calling thread.
/// Simulated: LibTorch computes the integer network exactly (TorchRuntime::makeFakeQuantPredictor),
/// the others keep codes and tables, batch norm is not estimated anew. Throws Error{Unsupported}
/// without LibTorch, Error{Cancelled} within a layer.
void findLosses(const Runtime& runtime, const std::shared_ptr<const model::Model>& model,
                const image::PreparedImage& image, const std::vector<std::uint8_t>& codes,
                quant::Precision precision, const SliceJudge& judge,
                const std::vector<LayerLoss>& wanted,
                const std::function<void(const LayerLoss&)>& found, const ProgressFn& progress,
                const StopToken& stop);

/// Rank of a convolution by the larger agreement loss of its parts, 1 the most sensitive; equal
/// losses share a rank. None where nothing of it was lowered.
[[nodiscard]] std::optional<int> rankOf(std::span<const LayerLoss> losses, int conv);
/// By which it is ranked.
[[nodiscard]] std::optional<double> largestLoss(std::span<const LayerLoss> losses, int conv);

} // namespace halftone::pipeline
