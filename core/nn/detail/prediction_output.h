// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/tensor_view.h"
#include "core/model/network.h"
#include "core/model/predictor.h"

#include <cstdint>
#include <span>

namespace halftone::nn {

/// Throws Error{ShapeMismatch} unless `codes` is [1,H,W] with sides that are multiples of the
/// stride.
void requireInputShape(const model::Network& network, TensorView<const std::uint8_t> codes);

/// Labels and, if wanted, probabilities from real logits [classes,H,W]: one class is foreground
/// where logit >= 0; of several the largest wins, the first of equals.
void fillPrediction(std::span<const double> logits, int classes, int height, int width,
                    bool wantProbabilities, model::Prediction& result);

} // namespace halftone::nn
