// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/float_graph.h"

#include <torch/types.h>

/// Convolutions of float maps [1,C,H,W] that can be stopped. LibTorch cannot be interrupted inside
/// a call: one that multiplies for longer than tens of milliseconds on two cores is made in
/// several, band of rows after band, and `stop` is looked at between them.
namespace halftone::nn {

/// How a kernel is moved over the map. `pad` is with zeros, of a transposed convolution what is cut
/// from its output.
struct ConvGeometry {
    model::graph::Extent stride;
    model::graph::Extent dilation;
    model::graph::Sides pad;
    int groups = 1;
    model::graph::Extent outputPad{0, 0}; ///< of transposed convolutions alone
};

/// Of `weights` [O,I/groups,KH,KW] and `bias` [O], or undefined. Throws Error{Cancelled}.
[[nodiscard]] torch::Tensor convolveInBands(const torch::Tensor& x, const torch::Tensor& weights,
                                            const torch::Tensor& bias, const ConvGeometry& geometry,
                                            const StopToken& stop);

/// The same of a transposed convolution; `weights` are [I,O/groups,KH,KW].
[[nodiscard]] torch::Tensor convolveTransposedInBands(const torch::Tensor& x,
                                                      const torch::Tensor& weights,
                                                      const torch::Tensor& bias,
                                                      const ConvGeometry& geometry,
                                                      const StopToken& stop);

} // namespace halftone::nn
