// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/lower_graph.h"

#include <vector>

namespace halftone::nn {

/// Cross-layer equalization (arXiv 1906.04721): every channel that a ReLU puts out, and that one
/// convolution alone reads, is divided by a factor which that convolution multiplies by. The
/// function stays the same; codes lose less where channels of one activation step reach as far as
/// each other, and weights of one output, too. A factor balances both: the root of the channel's
/// share of `peaks` (its largest values, [conv][O], after ReLU) by that of the weights that read
/// it. The largest peak of a convolution stays as it is.
/// Gives the divisors, [conv][O]; 1 where nothing was done.
[[nodiscard]] std::vector<std::vector<float>>
equalizeChannels(model::LoweredGraph& graph, const std::vector<std::vector<float>>& peaks);

} // namespace halftone::nn
