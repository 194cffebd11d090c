// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/conv_packing.h"
#include "core/engine/integer_engine.h"
#include "core/engine/kernel_registry.h"

namespace halftone::engine {

/// Estimated cycles of one thread for a hidden convolution of this shape with an output of
/// height x width, by the constants in planner.cpp.
[[nodiscard]] double estimateCycles(Algorithm algorithm, const ConvShape& shape, int height,
                                    int width);

/// The algorithm for a hidden convolution; `winogradLegal` is isWinogradLegal() of its weights.
[[nodiscard]] Algorithm chooseAlgorithm(const KernelSet& kernels, Planning planning,
                                        const ConvShape& shape, bool winogradLegal, int height,
                                        int width);

} // namespace halftone::engine
