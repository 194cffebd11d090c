// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/engine/plan/planner.h"

#include <span>

/// The planner's costs, measured on this machine; cost_file.h keeps them.
namespace halftone::engine {

/// Times every algorithm of `isa` on a few layers, on the calling thread: a tenth of a second each,
/// never on a GUI thread. Where the machine is so busy that the figures make no sense,
/// those of builtInCosts() take their place. Throws Error{Unsupported}, Error{Cancelled}.
[[nodiscard]] CostModel measureCosts(Isa isa, const StopToken& stop = {});

/// The ceiling of a multiplication on this machine, as in AlgorithmCosts, 0 of null: some 20 ms.
/// Throws Error{Cancelled}.
[[nodiscard]] double measurePeakMacs(const Multiplication* multiplication,
                                     const StopToken& stop = {});

/// Work and the least time it was seen to take.
struct CostSample {
    LayerWork work;
    double nanoseconds = 0;
};

/// The costs, none negative, whose estimates are relatively nearest to the samples.
[[nodiscard]] AlgorithmCosts fitCosts(std::span<const CostSample> samples);

} // namespace halftone::engine
