// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/conv_packing.h"
#include "core/engine/integer_engine.h"
#include "core/engine/kernel_registry.h"

namespace halftone::engine {

/// Which algorithms a kernel set has and the static ranges of a layer allow, besides Direct.
struct LegalAlgorithms {
    bool narrow = false;
    bool winograd = false;
};

/// For the weights `codes` [O,I,K,K] of a hidden convolution.
[[nodiscard]] LegalAlgorithms findLegalAlgorithms(const KernelSet& kernels, const ConvShape& shape,
                                                  std::span<const std::int8_t> codes);

/// Estimated cycles of one thread for a hidden convolution of this shape with an output of
/// height x width, by the constants in planner.cpp.
[[nodiscard]] double estimateCycles(Algorithm algorithm, const ConvShape& shape, int height,
                                    int width);

/// The algorithm for a hidden convolution.
[[nodiscard]] Algorithm chooseAlgorithm(Planning planning, const ConvShape& shape,
                                        LegalAlgorithms legal, int height, int width);

} // namespace halftone::engine
