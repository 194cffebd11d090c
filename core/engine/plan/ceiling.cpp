// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/plan/ceiling.h"

#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/calibration.h"

#include <map>

namespace halftone::engine {

Ceiling ceilingOf(const KernelSet& kernels, const CostModel& costs, Algorithm algorithm,
                  int threads)
{
    const double peak = costs.algorithms[algorithm].peakMacs;
    return peak > 0 ? Ceiling{kernels.conv3x3[algorithm].multiplication, peak * threads}
                    : Ceiling{};
}

CostModel withCeilings(CostModel costs, const StopToken& stop)
{
    const KernelSet& kernels = requireKernels(costs.isa);
    std::map<const Multiplication*, double> peaks{{nullptr, 0.0}};
    for (const Algorithm algorithm : kAlgorithms) {
        double& peak = costs.algorithms[algorithm].peakMacs;
        const Multiplication* multiplication = kernels.conv3x3[algorithm].multiplication;
        if (peak <= 0) {
            const auto [entry, isNew] = peaks.try_emplace(multiplication, 0.0);
            if (isNew) {
                entry->second = measurePeakMacs(multiplication, stop);
            }
            peak = entry->second;
        }
    }
    return costs;
}

} // namespace halftone::engine
