// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace halftone::engine {

/// Bits of CpuFeatures::arm.
inline constexpr std::uint32_t kArmNeon = 1u << 0;       ///< Advanced SIMD, in every 64-bit ARM CPU
inline constexpr std::uint32_t kArmDotProduct = 1u << 1; ///< SDOT, UDOT
inline constexpr std::uint32_t kArmI8mm = 1u << 2;       ///< SMMLA, USDOT

/// What a CPU and its operating system say of themselves; what it means for a kernel set is said in
/// the folder of that set. Zeros where the architecture is another one.
struct CpuFeatures {
    std::uint32_t leaf1Ecx = 0; ///< CPUID, leaf 1
    std::uint32_t leaf7Ebx = 0; ///< leaf 7, sub-leaf 0
    std::uint32_t leaf7Ecx = 0;
    std::uint32_t leaf7Part1Eax = 0; ///< leaf 7, sub-leaf 1; 0 where there is none
    std::uint64_t savedStates = 0;   ///< XCR0: registers that the operating system saves; 0 where
                                     ///< it cannot be asked
    std::uint32_t arm = 0;           ///< kArm bits: 64-bit ARM

    /// 256-bit registers can be used: AVX, and saved by the operating system.
    [[nodiscard]] bool hasYmm() const noexcept;
    /// 512-bit registers and masks too.
    [[nodiscard]] bool hasZmm() const noexcept;
};

/// True if all of `bits` are set.
[[nodiscard]] constexpr bool hasBits(std::uint64_t value, std::uint64_t bits) noexcept
{
    return (value & bits) == bits;
}

/// Those of this machine, asked once. Thread-safe.
[[nodiscard]] const CpuFeatures& cpuFeatures() noexcept;

/// Model and version of this machine's CPU, such as "AMD EPYC 25.17.1"; "unknown" where it does not
/// say.
[[nodiscard]] std::string cpuName();

} // namespace halftone::engine
