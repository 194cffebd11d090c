// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/base/tensor_view.h"
#include "core/model/float_graph.h"
#include "core/model/model.h"
#include "core/model/predictor.h"
#include "core/quant/precision.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

/// What TorchRuntime offers of float graphs; said there. Free of LibTorch.
namespace halftone::nn {

/// FP32, W16A16 or simulated 1..8 bits of a model that has a graph. Throws Error{Unsupported}.
[[nodiscard]] std::unique_ptr<model::Predictor>
makeGraphPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision);

/// Logits [classes,H,W] of `input` [C,H,W].
[[nodiscard]] std::vector<float> runGraphOnce(const model::graph::Graph& graph,
                                              std::span<const float> input, int height, int width);

/// model::Model::ranges over the images.
[[nodiscard]] std::vector<float>
measureGraphRanges(const model::graph::Graph& graph,
                   std::span<const TensorView<const std::uint8_t>> images, const StopToken& stop);

} // namespace halftone::nn
