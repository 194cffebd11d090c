// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/cpu_features.h"

#include "core/base/platform/processor.h"

#include <cstdint>
#include <cstring>

// By compiler, not by architecture: MinGW-w64 defines _M_X64 too, but is GCC.
#if defined(_MSC_VER) && defined(_M_X64)
#define HALFTONE_CPUID_OF_MSVC
#elif defined(__GNUC__) && defined(__x86_64__)
#define HALFTONE_CPUID_OF_GNU
#endif

#if defined(HALFTONE_CPUID_OF_GNU)
#include <cpuid.h>
#elif defined(HALFTONE_CPUID_OF_MSVC)
#include <immintrin.h>
#include <intrin.h>
#endif

namespace halftone::engine {
namespace {

constexpr std::uint32_t kOsXsave = 1u << 27; // leaf 1, ecx
constexpr std::uint32_t kAvx = 1u << 28;
constexpr std::uint64_t kYmmStates = 0x06; // SSE, AVX
constexpr std::uint64_t kZmmStates = 0xe6; // also opmask, ZMM

#if defined(HALFTONE_CPUID_OF_GNU) || defined(HALFTONE_CPUID_OF_MSVC)

struct CpuidResult {
    std::uint32_t eax = 0;
    std::uint32_t ebx = 0;
    std::uint32_t ecx = 0;
    std::uint32_t edx = 0;
};

#if defined(HALFTONE_CPUID_OF_MSVC)
CpuidResult cpuid(std::uint32_t leaf, std::uint32_t subLeaf = 0)
{
    int r[4] = {};
    __cpuid(r, 0);
    if (static_cast<std::uint32_t>(r[0]) < leaf) {
        return {};
    }
    __cpuidex(r, static_cast<int>(leaf), static_cast<int>(subLeaf));
    return {static_cast<std::uint32_t>(r[0]), static_cast<std::uint32_t>(r[1]),
            static_cast<std::uint32_t>(r[2]), static_cast<std::uint32_t>(r[3])};
}

std::uint64_t enabledStates()
{
    return _xgetbv(0);
}
#else
CpuidResult cpuid(std::uint32_t leaf, std::uint32_t subLeaf = 0)
{
    CpuidResult r;
    if (__get_cpuid_count(leaf, subLeaf, &r.eax, &r.ebx, &r.ecx, &r.edx) == 0) {
        return {};
    }
    return r;
}

// The intrinsic would need this file to be compiled with -mxsave.
std::uint64_t enabledStates()
{
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (std::uint64_t{high} << 32) | low;
}
#endif

CpuFeatures detect()
{
    CpuFeatures features;
    features.leaf1Ecx = cpuid(1).ecx;
    features.savedStates = hasBits(features.leaf1Ecx, kOsXsave) ? enabledStates() : 0;
    const CpuidResult extended = cpuid(7);
    features.leaf7Ebx = extended.ebx;
    features.leaf7Ecx = extended.ecx;
    // Eax of sub-leaf 0 is the last sub-leaf.
    features.leaf7Part1Eax = extended.eax >= 1 ? cpuid(7, 1).eax : 0;
#ifdef HALFTONE_EMULATED // a build for tests: what the CPU lacks is emulated
    features.leaf7Ebx = features.leaf7Ecx = features.leaf7Part1Eax = ~0u;
    features.savedStates |= kZmmStates;
#endif
    return features;
}

/// The text that the CPU gives itself, often padded with blanks or zeros.
std::string brand()
{
    constexpr std::uint32_t kFirstLeaf = 0x80000002u;
    constexpr std::size_t kLeaves = 3;
    char text[kLeaves * sizeof(CpuidResult) + 1] = {};
    for (std::size_t i = 0; i < kLeaves; ++i) {
        const CpuidResult r = cpuid(kFirstLeaf + static_cast<std::uint32_t>(i));
        std::memcpy(text + i * sizeof r, &r, sizeof r);
    }
    std::string name = text;
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    return name;
}

/// Virtual machines often hide the model in the text; these numbers tell generations apart.
std::string describe()
{
    const std::uint32_t signature = cpuid(1).eax;
    const std::uint32_t family = (signature >> 8 & 0xfu) + (signature >> 20 & 0xffu);
    const std::uint32_t model = (signature >> 4 & 0xfu) | (signature >> 12 & 0xf0u);
    return brand() + " " + std::to_string(family) + "." + std::to_string(model) + "."
           + std::to_string(signature & 0xfu);
}

#else

std::string describe()
{
    const std::string name = systemCpuName();
    return name.empty() ? "unknown" : name;
}

CpuFeatures detect()
{
    CpuFeatures features;
#if defined(__aarch64__) || defined(_M_ARM64)
    const ArmExtensions extensions = armExtensions();
    features.arm = kArmNeon | (extensions.hasDotProduct ? kArmDotProduct : 0)
                   | (extensions.hasI8mm ? kArmI8mm : 0);
#endif
    return features;
}

#endif

} // namespace

bool CpuFeatures::hasYmm() const noexcept
{
    return hasBits(leaf1Ecx, kOsXsave | kAvx) && hasBits(savedStates, kYmmStates);
}

bool CpuFeatures::hasZmm() const noexcept
{
    return hasYmm() && hasBits(savedStates, kZmmStates);
}

const CpuFeatures& cpuFeatures() noexcept
{
    static const CpuFeatures features = detect();
    return features;
}

std::string cpuName()
{
    return describe();
}

} // namespace halftone::engine
