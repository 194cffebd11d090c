// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/engine/kernel_cases.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

/// Many cases of kernel_cases.h at once. Without Qt.
namespace halftone::testing {

/// Sizes to try; every pair of width and height takes the next channels: of the first input, of the
/// second, of the output.
struct ConvSweep {
    std::vector<int> widths;
    std::vector<int> heights;
    std::vector<std::array<int, 3>> channels;
};

/// checkConv() over a sweep, everything else as in `base`. Where that reads an upsampled input,
/// sizes are doubled. Empty or the first fault.
[[nodiscard]] std::string checkSweep(const ConvSweep& sweep, const ConvCase& base, engine::Isa isa);

/// What a sweep has compared.
struct SweepResult {
    std::size_t cases = 0;
    std::string fault; ///< the first, or none
};

/// One algorithm of a kernel set, 3x3, and Direct 1x1 too: all readings, codes and weights from one
/// bit to eight, also at their limits alone, on sizes around the tiles; those cases that are legal.
[[nodiscard]] SweepResult sweepAlgorithm(const engine::KernelSet& kernels,
                                         engine::Algorithm algorithm);
/// The pooling of a kernel set, on sizes around its vectors.
[[nodiscard]] SweepResult sweepMaxPool(const engine::KernelSet& kernels);

} // namespace halftone::testing
