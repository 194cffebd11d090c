// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_set.h"

#include <cstdint>
#include <string>
#include <vector>

/// One convolution by one kernel against loops written here, with a guard page behind each buffer
/// and a pattern around the output that must survive. Without Qt.
namespace halftone::testing {

/// What fills storage that nobody may read or write.
inline constexpr std::uint8_t kPattern = 0xa5;

struct ConvCase {
    int kernel = 3;
    int height = 1;
    int width = 1;
    int firstChannels = 1;
    int secondChannels = 0;                                  ///< 0: one input
    engine::Reading reading = engine::Reading::Direct;       ///< of the first input
    engine::Reading secondReading = engine::Reading::Direct; ///< or Upsampled2
    int outChannels = 1;
    engine::Algorithm algorithm = engine::Algorithm::Direct;
    int maxInput = 255;      ///< largest code of the inputs
    int maxWeight = 127;     ///< largest magnitude of the weights
    int extremeSign = 0;     ///< not 0: all inputs are maxInput, all weights this times maxWeight
    bool limitsOnly = false; ///< inputs are 0 or maxInput, weights +-maxWeight, at random
    bool largestInputs = false; ///< all inputs are maxInput
    bool noZeroWeights = false; ///< weights that would be 0 are 1
    bool channelsAlike = false; ///< all input channels hold the same, as do their weights: sums
                                ///< over channels get as large as those of one can
    std::uint32_t seed = 1;
};

/// Whether `kernels` have the algorithm and the weights of this case are legal for it.
[[nodiscard]] bool isLegal(const ConvCase& convCase, const engine::KernelSet& kernels);

/// Empty if the kernel is right on this case, tolerance 0; else the first difference.
[[nodiscard]] std::string checkConv(const ConvCase& convCase, const engine::KernelSet& kernels);
[[nodiscard]] std::string checkConv(const ConvCase& convCase, engine::Isa isa);

/// The AVX-VNNI kernels, compiled for AVX-512 (cpu/avxvnni/encoding.h) with a title that says so.
/// Null where they do not run.
[[nodiscard]] const engine::KernelSet* avxVnniStandIn();

/// The kernel sets that run here, the stand-in too.
[[nodiscard]] std::vector<const engine::KernelSet*> kernelSetsHere();

/// The kernel sets that have `algorithm` and run here.
[[nodiscard]] std::vector<engine::Isa> isasWith(engine::Algorithm algorithm);

} // namespace halftone::testing
