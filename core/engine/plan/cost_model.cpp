// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/plan/cost_model.h"

#include "core/base/error.h"
#include "core/engine/cpu/kernel_registry.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace halftone::engine {
namespace {

bool isCost(double nanoseconds)
{
    constexpr double kMost = 1e6;
    return std::isfinite(nanoseconds) && nanoseconds >= 0 && nanoseconds <= kMost;
}

} // namespace

CostModel builtInCosts(Isa isa)
{
    CostModel costs;
    costs.isa = isa;
    const KernelSet* kernels = findKernels(isa);
    for (const Algorithm algorithm : kAlgorithms) {
        if (kernels != nullptr) {
            costs.algorithms[algorithm] = kernels->conv3x3[algorithm].costs;
        }
    }
    return costs;
}

bool isPlausible(const CostModel& costs)
{
    const KernelSet* kernels = findKernels(costs.isa);
    return kernels != nullptr
           && std::all_of(kAlgorithms.begin(), kAlgorithms.end(), [&](Algorithm algorithm) {
                  const AlgorithmCosts& unit = costs.algorithms[algorithm];
                  return isCost(unit.product) && isCost(unit.output) && isCost(unit.transform)
                         && isCost(unit.peakMacs) && (unit.product > 0 || !kernels->has(algorithm));
              });
}

CostModel costsFor(const EngineOptions& options)
{
    if (options.costs == nullptr) {
        return builtInCosts(options.isa);
    }
    if (options.costs->isa != options.isa || !isPlausible(*options.costs)) {
        throw Error(ErrorCode::InvalidArgument,
                    "The cost model for the instruction set '"
                        + std::string(toString(options.costs->isa)) + "' cannot plan for '"
                        + toString(options.isa)
                        + "', or its numbers are not times. Measure it anew.");
    }
    return *options.costs;
}

} // namespace halftone::engine
