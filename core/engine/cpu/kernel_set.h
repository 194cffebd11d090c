// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/algorithm.h"
#include "core/engine/cpu/cpu_features.h"
#include "core/engine/cpu/kernel_args.h"
#include "core/engine/isa.h"
#include "core/engine/packing/conv_form.h"

#include <cstdint>

namespace halftone::engine {

/// What kernels multiply by.
struct Multiplication {
    const char* name = ""; ///< for people: "VPDPBUSD"
    /// Does it in registers only, `rounds` times as many as hide its latency. Returns the
    /// multiply-accumulates done; `sink` takes a number that depends on them.
    std::int64_t (*inRegisters)(std::int64_t rounds, std::int32_t* sink) = nullptr;
};

/// One convolution algorithm of a kernel set: kernels, and the form of the weights they read.
struct ConvKernels {
    void (*codes)(const ConvArgs&) = nullptr;  ///< requantizes, writes codes
    void (*logits)(const ConvArgs&) = nullptr; ///< writes accumulators; null: it cannot
    ConvForm form;
    /// What the planner believes until a machine is measured (calibration.h): kernel_set.cpp
    /// of the ISA says where they are from. Only ratios decide.
    AlgorithmCosts costs{};
    /// Its products, or most of them; null where these are no multiplications, or the compiler
    /// chooses the instructions.
    const Multiplication* multiplication = nullptr;
};

/// Everything one ISA offers. To add one: a folder here with a kernel_set.cpp (this table, and how
/// to tell that a CPU has the ISA), a kernels.h that declares it, and a CMakeLists.txt that calls
/// halftone_add_isa(); a line in isa.h; the folder's name in core/engine/CMakeLists.txt.
struct KernelSet {
    Isa isa = Isa::Portable;
    const char* name = "";  ///< for options and file names: "avx512vnni"
    const char* title = ""; ///< for people: "AVX-512 VNNI"
    /// Whether a CPU executes the instructions and its operating system saves their registers.
    bool (*runsOn)(const CpuFeatures&) = nullptr;
    int lanes = 1; ///< pixels in a vector, the planner's unit
    /// Direct, of any codes; has both codes and logits.
    ConvKernels conv1x1;
    /// Direct has both codes and logits and takes any codes; the others need not write logits,
    /// which no plan asks of them, and are empty where the ISA has none.
    AlgorithmTable<ConvKernels> conv3x3;
    void (*maxPool2)(const PoolArgs&) = nullptr;
    /// The fastest multiplication of bytes, by which whole networks are measured; null where the
    /// compiler chooses the instructions.
    const Multiplication* multiplication = nullptr;
    bool readsWindows = false; ///< conv3x3 can read a single input as Reading::Windows, direct

    /// The kernels for a convolution of this shape; only Direct exists for 1x1.
    [[nodiscard]] const ConvKernels& convFor(const ConvShape& shape,
                                             Algorithm algorithm = Algorithm::Direct) const
    {
        return shape.kernel == 1 ? conv1x1 : conv3x3[algorithm];
    }
    /// True if this set has a 3x3 convolution of this kind.
    [[nodiscard]] bool has(Algorithm algorithm) const
    {
        return conv3x3[algorithm].codes != nullptr;
    }
};

} // namespace halftone::engine
