// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/integer_engine.h"

#include <array>
#include <cstddef>

namespace halftone::engine {

/// All of them, in the order of the enumeration: index i holds Algorithm(i).
inline constexpr std::array kAlgorithms{Algorithm::Direct, Algorithm::Narrow, Algorithm::Winograd,
                                        Algorithm::BitSerial, Algorithm::Folded};

/// What the units of LayerWork (planner.h) take with one algorithm, in nanoseconds of one thread.
struct AlgorithmCosts {
    double product = 0;
    double output = 0;
    double transform = 0;
};

/// What the planner compares algorithms by. Only speed depends on it: every algorithm gives the
/// same bits. Plain numbers, copied freely.
struct CostModel {
    Isa isa = Isa::Portable;
    std::array<AlgorithmCosts, kAlgorithms.size()> algorithms{}; ///< those the ISA has, else zeros
    /// The ceiling of a direct convolution: multiply-accumulates a nanosecond (GMAC/s) of one
    /// thread that does nothing but multiply in registers. 0: unknown, see
    /// KernelSet::multiplyInRegisters.
    double peakMacs = 0;

    [[nodiscard]] const AlgorithmCosts& of(Algorithm algorithm) const
    {
        return algorithms[static_cast<std::size_t>(algorithm)];
    }
    [[nodiscard]] AlgorithmCosts& of(Algorithm algorithm)
    {
        return algorithms[static_cast<std::size_t>(algorithm)];
    }
};

/// The model built in, which serves until a machine is measured (calibration.h): from an AMD EPYC
/// of the Zen 4 generation at 3.7 GHz, without a ceiling. Only its ratios decide.
[[nodiscard]] const CostModel& builtInCosts(Isa isa);

/// True if every number is finite, not negative and at most a millisecond a unit, and every
/// algorithm of the ISA's kernels has a cost per product: what a measurement can have given.
[[nodiscard]] bool isPlausible(const CostModel& costs);

/// Those of `options`, or the built-in ones. Throws Error{InvalidArgument} if they are for another
/// ISA or not plausible.
[[nodiscard]] const CostModel& costsFor(const EngineOptions& options);

} // namespace halftone::engine
