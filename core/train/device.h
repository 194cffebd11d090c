// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/config.h"

#include <torch/types.h>

#include <string>

namespace halftone::train {

/// "cpu", or "cuda" where LibTorch has it; then cuDNN is told to choose deterministic algorithms.
/// (LibTorch's own CUDA kernels for pooling and interpolation may still add up in any order: equal
/// seeds give equal numbers on a processor, nearly equal ones on CUDA.) Throws Error{Unsupported}.
[[nodiscard]] torch::Device deviceNamed(const std::string& name);

/// kFloat or kBFloat16 on `device`; Arithmetic says what Auto chooses.
[[nodiscard]] torch::ScalarType scalarTypeOf(Arithmetic arithmetic, torch::Device device);

} // namespace halftone::train
