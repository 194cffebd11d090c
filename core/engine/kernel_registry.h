// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/conv_packing.h"
#include "core/engine/integer_engine.h"
#include "core/engine/kernels/kernel_args.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace halftone::engine {

/// One convolution algorithm of a kernel set: the kernels with the packer whose layout they read.
struct ConvKernels {
    void (*codes)(const ConvArgs&) = nullptr;  ///< requantizes, writes codes
    void (*logits)(const ConvArgs&) = nullptr; ///< writes accumulators
    PackedWeights (*pack)(const ConvShape&, std::span<const std::int8_t> codes) = nullptr;
    std::size_t (*scratchBytes)(const ConvShape&) = nullptr;
    /// Accumulators are this power of two of the convolution: callers shift `start` left and add it
    /// to `preShift`.
    int accumulatorShift = 0;
};

/// Everything one ISA offers. kernel_registry.cpp is the only place that maps a CPU to kernels.
struct KernelSet {
    Isa isa = Isa::Portable;
    const char* title = ""; ///< for people: "AVX-512 VNNI"
    ConvKernels conv3x3;
    ConvKernels conv1x1;
    void (*maxPool2)(const PoolArgs&) = nullptr;
    ConvKernels winograd3x3; ///< see winograd.h; `codes` is null where the ISA has none

    [[nodiscard]] bool hasWinograd() const { return winograd3x3.codes != nullptr; }
    /// The kernels for a convolution of this shape.
    [[nodiscard]] const ConvKernels& convFor(const ConvShape& shape,
                                             Algorithm algorithm = Algorithm::Direct) const
    {
        if (algorithm == Algorithm::Winograd) {
            return winograd3x3;
        }
        return shape.kernel == 1 ? conv1x1 : conv3x3;
    }
};

/// The set of `isa`, or null if it is not compiled into this binary (the CPU is not asked).
[[nodiscard]] const KernelSet* findKernels(Isa isa) noexcept;

/// The set of `isa`. Throws Error{Unsupported} with what is available if it cannot run here.
[[nodiscard]] const KernelSet& requireKernels(Isa isa);

} // namespace halftone::engine
