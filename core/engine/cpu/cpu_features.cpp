// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/cpu_features.h"

#include <cstdint>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#elif defined(_M_X64)
#include <immintrin.h>
#include <intrin.h>
#endif

namespace halftone::engine {
namespace {

#if (defined(__x86_64__) && defined(__GNUC__)) || defined(_M_X64)

struct CpuidResult {
    std::uint32_t eax = 0;
    std::uint32_t ebx = 0;
    std::uint32_t ecx = 0;
    std::uint32_t edx = 0;
};

#if defined(_M_X64)
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

constexpr bool hasBits(std::uint64_t value, std::uint64_t bits)
{
    return (value & bits) == bits;
}

CpuFeatures detect()
{
    constexpr std::uint64_t kOsXsave = 1u << 27; // leaf 1, ecx
    constexpr std::uint64_t kAvx = 1u << 28;
    constexpr std::uint64_t kYmmStates = 0x06; // XCR0: SSE, AVX
    constexpr std::uint64_t kZmmStates = 0xe6; // also opmask, ZMM
    constexpr std::uint64_t kAvx2 = 1u << 5;   // leaf 7, ebx
    constexpr std::uint64_t kF = 1u << 16;
    constexpr std::uint64_t kDq = 1u << 17;
    constexpr std::uint64_t kBw = 1u << 30;
    constexpr std::uint64_t kVl = std::uint64_t{1} << 31;
    constexpr std::uint64_t kVnni = 1u << 11;   // leaf 7, ecx
    constexpr std::uint64_t kAvxVnni = 1u << 4; // leaf 7, sub-leaf 1, eax
    if (!hasBits(cpuid(1).ecx, kOsXsave | kAvx)) {
        return {};
    }
    const std::uint64_t states = enabledStates();
    const CpuidResult extended = cpuid(7);
    CpuFeatures features;
    features.avx2 = hasBits(states, kYmmStates) && hasBits(extended.ebx, kAvx2);
    // Eax of sub-leaf 0 is the last sub-leaf.
    features.avxVnni = features.avx2 && extended.eax >= 1 && hasBits(cpuid(7, 1).eax, kAvxVnni);
    features.avx512Vnni = hasBits(states, kZmmStates) && hasBits(extended.ebx, kF | kDq | kBw | kVl)
                          && hasBits(extended.ecx, kVnni);
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
    return "unknown";
}

CpuFeatures detect()
{
    return {};
}

#endif

} // namespace

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
