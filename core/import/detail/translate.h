// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/import/detail/call.h"

namespace halftone::import::detail {

/// Which nodes of a file are translated, and for what images.
struct Plan {
    const ValueInfo* input = nullptr;
    const ValueInfo* output = nullptr;
    /// Pixels that a margin adds to the image: `before` above and left, the rest below and right.
    int margin = 0;
    int before = 0;
};

struct Translated {
    model::graph::Graph graph; ///< not simplified; all nodes that were translated
    Map output;                ///< the value of the file's output
    std::array<model::graph::Extent, kSamples> images{}; ///< the three images' sizes
};

/// Translates the nodes that the output depends on. Throws Error{Unsupported} and
/// Error{FileFormat}, naming the node, and Error{Cancelled}.
[[nodiscard]] Translated translate(const OnnxModel& model, const TensorReader& reader,
                                   const Plan& plan, const StopToken& stop);

} // namespace halftone::import::detail
