// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_set.h"

#include <span>

namespace halftone::engine {

/// The sets that are compiled into this binary, best last; the first is Portable.
[[nodiscard]] std::span<const KernelSet* const> kernelSets() noexcept;

/// The set of `isa`, or null if it is not compiled into this binary (the CPU is not asked).
[[nodiscard]] const KernelSet* findKernels(Isa isa) noexcept;

/// The set of `isa`. Throws Error{Unsupported} with what is available if it cannot run on `cpu`.
[[nodiscard]] const KernelSet& requireKernels(Isa isa, const CpuFeatures& cpu = cpuFeatures());

/// chooseIsa() for any CPU and any value of the environment variable; null if it is not set.
[[nodiscard]] Isa chooseIsa(const char* forced, const CpuFeatures& cpu);

} // namespace halftone::engine
