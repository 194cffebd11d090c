// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_set.h"
#include "core/engine/integer_engine.h"
#include "core/engine/plan/cost_model.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Picks for every layer the legal algorithm with the least estimated time.
namespace halftone::engine {

/// Which algorithms a kernel set has and the static ranges of a layer allow; as constructed, Direct
/// alone.
struct LegalAlgorithms {
    AlgorithmTable<bool> allowed{{Algorithm::Direct, true}};
    AlgorithmTable<std::size_t> counted; ///< ConvForm::countWeights() of those allowed
};

/// For the weights `codes` [O,I,K,K] of a hidden convolution.
[[nodiscard]] LegalAlgorithms findLegalAlgorithms(const KernelSet& kernels, const ConvShape& shape,
                                                  std::span<const std::int8_t> codes);

/// The work of a convolution with an output of height x width.
[[nodiscard]] LayerWork countWork(const KernelSet& kernels, Algorithm algorithm,
                                  const ConvShape& shape, std::size_t counted, int height,
                                  int width);

/// Estimates by the costs of one kernel set; both are borrowed.
class Planner {
public:
    Planner(const KernelSet& kernels, const CostModel& costs) : m_kernels(kernels), m_costs(costs)
    {
    }

    /// The estimated time in nanoseconds, on one thread. Threads share bands of rows, and every
    /// algorithm reads and writes each map once: they divide all times alike and decide nothing.
    [[nodiscard]] double nanoseconds(Algorithm algorithm, const ConvShape& shape,
                                     std::size_t counted, int height, int width) const;

    /// Of every legal algorithm, shared out over `threads`.
    [[nodiscard]] std::vector<AlgorithmEstimate> estimates(const ConvShape& shape,
                                                           const LegalAlgorithms& legal, int height,
                                                           int width, int threads) const;

    /// The algorithm for a hidden convolution: the legal one with the least time, the first of
    /// equals; or `forced` where that is legal, else Direct.
    [[nodiscard]] Algorithm choose(std::optional<Algorithm> forced, const ConvShape& shape,
                                   const LegalAlgorithms& legal, int height, int width) const;

private:
    const KernelSet& m_kernels;
    const CostModel& m_costs;
};

} // namespace halftone::engine
