// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/engine/cpu/kernel_set.h"
#include "core/engine/plan/cost_model.h"

/// How fast a layer could be at best: what multiplies in it, doing nothing else.
namespace halftone::engine {

/// Algorithms with fewer products than the direct form may pass it.
struct Ceiling {
    const Multiplication* multiplication = nullptr; ///< null: unknown, or none
    double macs = 0; ///< multiply-accumulates a nanosecond (GMAC/s) of all threads; 0: unknown
};

/// Of what `algorithm` multiplies by in the convolutions of `kernels`, as `costs` know it: one
/// thread's rate times `threads`.
[[nodiscard]] Ceiling ceilingOf(const KernelSet& kernels, const CostModel& costs,
                                Algorithm algorithm, int threads);

/// `costs` with every ceiling of their ISA that they do not know, measured now on the calling
/// thread: some 20 ms each. Throws Error{Unsupported}, Error{Cancelled}.
[[nodiscard]] CostModel withCeilings(CostModel costs, const StopToken& stop = {});

} // namespace halftone::engine
