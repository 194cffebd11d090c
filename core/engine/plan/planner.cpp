// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/plan/planner.h"

#include <limits>

namespace halftone::engine {

LegalAlgorithms findLegalAlgorithms(const KernelSet& kernels, const ConvShape& shape,
                                    std::span<const std::int8_t> codes)
{
    LegalAlgorithms legal;
    if (shape.kernel != 3) {
        return legal;
    }
    for (const Algorithm algorithm : kAlgorithms) {
        const ConvForm& form = kernels.conv3x3[algorithm].form;
        legal.allowed[algorithm] = kernels.has(algorithm) && form.isLegal(shape, codes);
        legal.counted[algorithm] =
            legal.allowed[algorithm] ? form.countWeights(shape, codes) : std::size_t{0};
    }
    return legal;
}

LayerWork countWork(const KernelSet& kernels, Algorithm algorithm, const ConvShape& shape,
                    std::size_t counted, int height, int width)
{
    return kernels.convFor(shape, algorithm)
        .form.countWork(shape, {height, width, kernels.lanes}, counted);
}

double Planner::nanoseconds(Algorithm algorithm, const ConvShape& shape, std::size_t counted,
                            int height, int width) const
{
    const LayerWork work = countWork(m_kernels, algorithm, shape, counted, height, width);
    const AlgorithmCosts& unit = m_costs.algorithms[algorithm];
    return work.products * unit.product + work.outputs * unit.output
           + work.transforms * unit.transform;
}

std::vector<AlgorithmEstimate> Planner::estimates(const ConvShape& shape,
                                                  const LegalAlgorithms& legal, int height,
                                                  int width, int threads) const
{
    constexpr double kMillisecondsPerNanosecond = 1e-6;
    std::vector<AlgorithmEstimate> estimates;
    for (const Algorithm algorithm : kAlgorithms) {
        if (legal.allowed[algorithm]) {
            const double one =
                nanoseconds(algorithm, shape, legal.counted[algorithm], height, width);
            estimates.push_back({algorithm, one * kMillisecondsPerNanosecond / threads});
        }
    }
    return estimates;
}

Algorithm Planner::choose(std::optional<Algorithm> forced, const ConvShape& shape,
                          const LegalAlgorithms& legal, int height, int width) const
{
    if (forced) {
        return legal.allowed[*forced] ? *forced : Algorithm::Direct;
    }
    Algorithm best = Algorithm::Direct;
    double least = std::numeric_limits<double>::infinity();
    for (const Algorithm algorithm : kAlgorithms) {
        if (!legal.allowed[algorithm]) {
            continue;
        }
        const double time = nanoseconds(algorithm, shape, legal.counted[algorithm], height, width);
        if (time < least) {
            best = algorithm;
            least = time;
        }
    }
    return best;
}

} // namespace halftone::engine
