// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/tensor_view.h"
#include "core/engine/integer_engine.h"
#include "core/model/model.h"

#include <cstdint>
#include <vector>

/// The judge: naive loops on unpacked tensors, written from the contract alone. Shares no code with
/// the kernels, only the model types. Never optimise it.
namespace halftone::engine {

/// Logits [classes,H,W] of `input` [1,H,W]; if `trace` is not null, also every hidden value.
[[nodiscard]] std::vector<std::int32_t> referenceLogits(const model::Model& model,
                                                        quant::Precision precision,
                                                        TensorView<const std::uint8_t> input,
                                                        std::vector<LayerTrace>* trace = nullptr);

} // namespace halftone::engine
