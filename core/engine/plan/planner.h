// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/packing/conv_packing.h"
#include "core/engine/plan/cost_model.h"

/// Picks for every layer the legal algorithm with the least estimated time.
namespace halftone::engine {

/// What the work of a layer depends on besides its shape: counted once, for these very weights.
struct WeightCounts {
    std::size_t foldedExtras = 0;    ///< see countFoldedExtras()
    std::size_t bitSerialPlanes = 0; ///< see countBitSerialPlanes()
};

/// Which algorithms a kernel set has and the static ranges of a layer allow, besides Direct.
struct LegalAlgorithms {
    bool narrow = false;
    bool winograd = false;
    bool bitSerial = false;
    bool folded = false;
    WeightCounts counts{}; ///< for those that are legal

    [[nodiscard]] bool allows(Algorithm algorithm) const;
};

/// For the weights `codes` [O,I,K,K] of a hidden convolution.
[[nodiscard]] LegalAlgorithms findLegalAlgorithms(const KernelSet& kernels, const ConvShape& shape,
                                                  std::span<const std::int8_t> codes);

/// What a convolution has to do, in the units that AlgorithmCosts prices. A vector holds as many
/// neighbouring pixels (Winograd: 2x2 tiles) as the ISA has lanes; lanes that a narrow map leaves
/// empty cost as much as full ones. On bit planes a vector is one bit of a tile of 4 x 128 pixels.
struct LayerWork {
    double products = 0;   ///< a vector x 4 input channels, for one output channel; bit-serial: a
                           ///< plane added
    double outputs = 0;    ///< a vector of one output channel: start, requantization, storing, and
                           ///< what comes back from a transform
    double transforms = 0; ///< Winograd: a vector of whole tiles of 4 input channels; bit-serial:
                           ///< a vector of 4 input channels; portable: a pixel of 4 input
                           ///< channels, gathered; folded: a product of what sums exceed
};

/// The work of a convolution with an output of height x width.
[[nodiscard]] LayerWork countWork(Isa isa, Algorithm algorithm, const ConvShape& shape,
                                  const WeightCounts& counts, int height, int width);

/// Its estimated time in nanoseconds, on one thread. Threads share bands of rows, and every
/// algorithm reads and writes each map once: they divide all times alike and decide nothing.
[[nodiscard]] double estimateNanoseconds(const CostModel& costs, Algorithm algorithm,
                                         const ConvShape& shape, const WeightCounts& counts,
                                         int height, int width);

/// Of every legal algorithm, shared out over `threads`.
[[nodiscard]] std::vector<AlgorithmEstimate> estimateLegal(const CostModel& costs,
                                                           const ConvShape& shape,
                                                           LegalAlgorithms legal, int height,
                                                           int width, int threads);

/// The algorithm for a hidden convolution.
[[nodiscard]] Algorithm chooseAlgorithm(Planning planning, const CostModel& costs,
                                        const ConvShape& shape, LegalAlgorithms legal, int height,
                                        int width);

} // namespace halftone::engine
