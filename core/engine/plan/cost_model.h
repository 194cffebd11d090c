// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/algorithm.h"
#include "core/engine/integer_engine.h"
#include "core/engine/packing/conv_form.h"

namespace halftone::engine {

/// What the planner compares algorithms by. Only speed depends on it: every algorithm gives the
/// same bits. Plain numbers, copied freely.
struct CostModel {
    Isa isa = Isa::Portable;
    AlgorithmTable<AlgorithmCosts> algorithms{}; ///< those the ISA has, else zeros
};

/// The costs in the tables of the ISA's kernels, which serve until a machine is measured
/// (calibration.h), without ceilings; zeros if that set is not compiled in.
[[nodiscard]] CostModel builtInCosts(Isa isa);

/// True if every number is finite, not negative and at most a millisecond a unit, and every
/// algorithm of the ISA's kernels has a cost per product: what a measurement can have given.
[[nodiscard]] bool isPlausible(const CostModel& costs);

/// Those of `options`, or the built-in ones. Throws Error{InvalidArgument} if they are for another
/// ISA or not plausible.
[[nodiscard]] CostModel costsFor(const EngineOptions& options);

} // namespace halftone::engine
