// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/safetensors.h"

#include <torch/types.h>

#include <string>

namespace halftone::train {

/// Adds the float32 values of `tensor` to a checkpoint.
void putTensor(model::Safetensors& file, const std::string& name, const torch::Tensor& tensor);

/// Fills `tensor`, whose shape decides, from a checkpoint. Throws Error{FileFormat} where the name
/// is missing or the shape differs.
void getTensor(const model::Safetensors& file, const std::string& name, torch::Tensor& tensor);

} // namespace halftone::train
