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

// In the order of kAlgorithms: direct, narrow, Winograd, bit-serial, folded; each {product,
// output, transform}.
constexpr CostModel kPortable{Isa::Portable, {{{0.10, 2.9, 0.3}}}};
constexpr CostModel kAvx2{Isa::Avx2, {{{0.373, 0.75, 0}, {0.193, 1.35, 0}}}};
// The machine measured lacks AVX-VNNI: from its kernels in the encoding of AVX-512, as the tests
// compile them. Direct is all that the set has, so that nothing is chosen by it.
constexpr CostModel kAvxVnni{Isa::AvxVnni, {{{0.156, 1.11, 0}}}};
constexpr CostModel kAvx512Vnni{
    Isa::Avx512Vnni,
    {{{0.272, 0.93, 0}, {}, {0.282, 6.4, 15.3}, {0.51, 21, 75}, {0.271, 1.15, 0.32}}}};

bool isCost(double nanoseconds)
{
    constexpr double kMost = 1e6;
    return std::isfinite(nanoseconds) && nanoseconds >= 0 && nanoseconds <= kMost;
}

} // namespace

const CostModel& builtInCosts(Isa isa)
{
    switch (isa) {
    case Isa::Avx2: return kAvx2;
    case Isa::AvxVnni: return kAvxVnni;
    case Isa::Avx512Vnni: return kAvx512Vnni;
    case Isa::Portable: break;
    }
    return kPortable;
}

bool isPlausible(const CostModel& costs)
{
    const KernelSet* kernels = findKernels(costs.isa);
    return kernels != nullptr && std::isfinite(costs.peakMacs) && costs.peakMacs >= 0
           && std::all_of(kAlgorithms.begin(), kAlgorithms.end(), [&](Algorithm algorithm) {
                  const AlgorithmCosts& unit = costs.of(algorithm);
                  return isCost(unit.product) && isCost(unit.output) && isCost(unit.transform)
                         && (unit.product > 0 || !kernels->has(algorithm));
              });
}

const CostModel& costsFor(const EngineOptions& options)
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
