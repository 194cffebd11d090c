// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"

#include <torch/types.h>

namespace halftone::nn {

/// Pooling of a map [1,C,H,W], with paddings that LibTorch's own does not have: of another size on
/// each side, or wider than half the window.
[[nodiscard]] torch::Tensor poolMap(const model::graph::Pool& pool, const torch::Tensor& x);

} // namespace halftone::nn
