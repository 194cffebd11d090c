// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/cpu_features.h"
#include "core/engine/cpu/kernel_args.h"
#include "core/engine/integer_engine.h"
#include "core/engine/packing/conv_packing.h"

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
    // Where the ISA has none, `codes` is null. They write no logits.
    ConvKernels narrow3x3;
    ConvKernels winograd3x3;
    ConvKernels bitSerial3x3;
    ConvKernels folded3x3;
    /// The fastest multiplication of this ISA, in registers only: `rounds` times as many as hide
    /// its latency. Returns the multiply-accumulates done; `sink` takes a number that depends on
    /// them. Null where the compiler chooses the instructions.
    std::int64_t (*multiplyInRegisters)(std::int64_t rounds, std::int32_t* sink) = nullptr;
    const char* multiplication = ""; ///< what that is, for people: "VPDPBUSD"
    bool readsWindows = false;       ///< conv3x3 can read a single input as Reading::Windows

    /// The kernels for a convolution of this shape; only Direct exists for 1x1.
    [[nodiscard]] const ConvKernels& convFor(const ConvShape& shape,
                                             Algorithm algorithm = Algorithm::Direct) const
    {
        switch (algorithm) {
        case Algorithm::Narrow: return narrow3x3;
        case Algorithm::Winograd: return winograd3x3;
        case Algorithm::BitSerial: return bitSerial3x3;
        case Algorithm::Folded: return folded3x3;
        case Algorithm::Direct: break;
        }
        return shape.kernel == 1 ? conv1x1 : conv3x3;
    }
    /// True if this set has a 3x3 convolution of this kind.
    [[nodiscard]] bool has(Algorithm algorithm) const
    {
        return convFor({}, algorithm).codes != nullptr;
    }
};

/// The set of `isa`, or null if it is not compiled into this binary (the CPU is not asked).
[[nodiscard]] const KernelSet* findKernels(Isa isa) noexcept;

/// The set of `isa`. Throws Error{Unsupported} with what is available if it cannot run on `cpu`.
[[nodiscard]] const KernelSet& requireKernels(Isa isa, const CpuFeatures& cpu = cpuFeatures());

/// chooseIsa() for any CPU and any value of the environment variable; null if it is not set.
[[nodiscard]] Isa chooseIsa(const char* forced, const CpuFeatures& cpu);

} // namespace halftone::engine
