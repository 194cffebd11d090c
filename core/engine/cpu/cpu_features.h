// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace halftone::engine {

/// What kernels need of a CPU; each also says that the operating system saves the registers used.
struct CpuFeatures {
    bool avx2 = false;
    bool avxVnni = false;    ///< AVX2 and VPDPBUSD in VEX encoding, with or without AVX-512
    bool avx512Vnni = false; ///< AVX512 F, BW, DQ, VL and VNNI
};

/// Those of this machine, asked once; none on other architectures than x86-64. Thread-safe.
[[nodiscard]] const CpuFeatures& cpuFeatures() noexcept;

/// Model and version of this machine's CPU, such as "AMD EPYC 25.17.1"; "unknown" where it does not
/// say.
[[nodiscard]] std::string cpuName();

} // namespace halftone::engine
