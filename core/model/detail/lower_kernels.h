// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/detail/network_builder.h"
#include "core/model/float_graph.h"

#include <optional>
#include <string>

/// Convolutions of float graphs as those of Network, or what of them Network does not have.
namespace halftone::model {

/// A kernel, or the obstacle: the end of a sentence that begins with the node.
struct LoweredKernel {
    std::optional<Kernel> kernel;
    std::string obstacle;
};

[[nodiscard]] LoweredKernel lowerConv(const graph::Conv& conv);

/// A transposed convolution of stride 2 that doubles the size, as a convolution to four times the
/// channels that Shuffle2 is to follow: pixel (dy,dx) of each 2x2 sees a fixed subset of the taps.
[[nodiscard]] LoweredKernel lowerTransposed(const graph::ConvTranspose& conv);

} // namespace halftone::model
