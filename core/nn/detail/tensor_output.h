// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/predict_observer.h"

#include <torch/types.h>

#include <span>

namespace halftone::nn {

/// A tensor, borrowed, as what an observer may copy.
class TensorOutput final : public model::LayerOutput {
public:
    explicit TensorOutput(const torch::Tensor& value) : m_value(value) {}
    void copyTo(std::span<float> values) const override;

private:
    const torch::Tensor& m_value;
};

} // namespace halftone::nn
