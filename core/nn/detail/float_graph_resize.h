// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"

#include <torch/types.h>

namespace halftone::nn {

/// Resizing of a map [1,C,H,W].
[[nodiscard]] torch::Tensor resizeMap(const model::graph::Resize& resize, const torch::Tensor& x);

/// The same to the height and width of `like`.
[[nodiscard]] torch::Tensor resizeMapLike(const model::graph::ResizeLike& resize,
                                          const torch::Tensor& x, const torch::Tensor& like);

} // namespace halftone::nn
