// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/kernel_registry.h"

#include "core/base/error.h"
#include "core/engine/cpu/bit_serial_args.h"
#include "core/engine/packing/bit_serial.h"
#include "core/engine/packing/folded.h"
#include "core/engine/packing/winograd.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <string>

namespace halftone::engine {
namespace {

constexpr const char* kForceVariable = "HALFTONE_FORCE_ISA";
constexpr std::array kIsas{Isa::Portable, Isa::Avx2, Isa::AvxVnni, Isa::Avx512Vnni};

constexpr KernelSet kPortable{
    Isa::Portable,
    "portable",
    {kernels::portable::conv3x3S8, kernels::portable::conv3x3S8Logits, packConvPortable,
     convScratchPortable},
    {kernels::portable::conv1x1S8, kernels::portable::conv1x1S8Logits, packConvPortable,
     convScratchPortable},
    kernels::portable::maxPool2U8,
    {},
    {},
    {},
    {},
};

#ifdef HALFTONE_HAVE_AVX2
constexpr KernelSet kAvx2{
    Isa::Avx2,
    "AVX2",
    {kernels::avx2::conv3x3S8, kernels::avx2::conv3x3S8Logits, packConvWords, convScratchNone},
    {kernels::avx2::conv1x1S8, kernels::avx2::conv1x1S8Logits, packConvWords, convScratchNone},
    kernels::avx2::maxPool2U8,
    {kernels::avx2::conv3x3Narrow, nullptr, packConvNarrow, convScratchNone},
    {},
    {},
    {},
    kernels::avx2::multiplyInRegisters,
    "VPMADDUBSW + VPADDW",
};
#endif

#ifdef HALFTONE_HAVE_AVXVNNI
constexpr KernelSet kAvxVnni{
    Isa::AvxVnni,
    "AVX-VNNI",
    {kernels::avxvnni::conv3x3S8, kernels::avxvnni::conv3x3S8Logits, packConvCells,
     convScratchNone},
    {kernels::avxvnni::conv1x1S8, kernels::avxvnni::conv1x1S8Logits, packConvCells,
     convScratchNone},
    kernels::avx2::maxPool2U8,
    {},
    {},
    {},
    {},
    kernels::avxvnni::multiplyInRegisters,
    "VPDPBUSD",
    true,
};
#endif

#ifdef HALFTONE_HAVE_AVX512VNNI
constexpr KernelSet kAvx512Vnni{
    Isa::Avx512Vnni,
    "AVX-512 VNNI",
    {kernels::avx512vnni::conv3x3S8, kernels::avx512vnni::conv3x3S8Logits, packConvCells,
     convScratchNone},
    {kernels::avx512vnni::conv1x1S8, kernels::avx512vnni::conv1x1S8Logits, packConvCells,
     convScratchNone},
    kernels::avx512vnni::maxPool2U8,
    {},
    {kernels::avx512vnni::winograd3x3S8, nullptr, packWinograd, winogradScratch,
     kWinogradAccumulatorShift},
    {kernels::avx512vnni::bitSerial3x3, nullptr, packBitSerial, bitSerialScratch},
    {kernels::avx512vnni::folded3x3S8, nullptr, packFolded, convScratchNone},
    kernels::avx512vnni::multiplyInRegisters,
    "VPDPBUSD",
    true,
};
#endif

std::string join(const std::vector<Isa>& isas)
{
    std::string text;
    for (const Isa isa : isas) {
        text += (text.empty() ? "" : ", ") + std::string(toString(isa));
    }
    return text;
}

bool supports(const CpuFeatures& cpu, Isa isa) noexcept
{
    switch (isa) {
    case Isa::Portable: return true;
    case Isa::Avx2: return cpu.avx2;
    case Isa::AvxVnni: return cpu.avxVnni;
    case Isa::Avx512Vnni: return cpu.avx512Vnni;
    }
    return false;
}

/// Those that are compiled in and run on `cpu`, best last.
std::vector<Isa> availableOn(const CpuFeatures& cpu)
{
    std::vector<Isa> isas;
    std::copy_if(kIsas.begin(), kIsas.end(), std::back_inserter(isas),
                 [&](Isa isa) { return findKernels(isa) != nullptr && supports(cpu, isa); });
    return isas;
}

} // namespace

const char* toString(Isa isa) noexcept
{
    switch (isa) {
    case Isa::Portable: return "portable";
    case Isa::Avx2: return "avx2";
    case Isa::AvxVnni: return "avxvnni";
    case Isa::Avx512Vnni: return "avx512vnni";
    }
    return "unknown";
}

const char* toString(Algorithm algorithm) noexcept
{
    switch (algorithm) {
    case Algorithm::Direct: return "direct";
    case Algorithm::Narrow: return "narrow";
    case Algorithm::Winograd: return "winograd";
    case Algorithm::BitSerial: return "bit-serial";
    case Algorithm::Folded: return "folded";
    }
    return "unknown";
}

Isa parseIsa(std::string_view name)
{
    for (const Isa isa : kIsas) {
        if (name == toString(isa)) {
            return isa;
        }
    }
    throw Error(ErrorCode::InvalidArgument, "There is no instruction set '" + std::string(name)
                                                + "'. Known: " + join({kIsas.begin(), kIsas.end()})
                                                + ".");
}

const KernelSet* findKernels(Isa isa) noexcept
{
    switch (isa) {
    case Isa::Portable: return &kPortable;
    case Isa::Avx2:
#ifdef HALFTONE_HAVE_AVX2
        return &kAvx2;
#else
        return nullptr;
#endif
    case Isa::AvxVnni:
#ifdef HALFTONE_HAVE_AVXVNNI
        return &kAvxVnni;
#else
        return nullptr;
#endif
    case Isa::Avx512Vnni:
#ifdef HALFTONE_HAVE_AVX512VNNI
        return &kAvx512Vnni;
#else
        return nullptr;
#endif
    }
    return nullptr;
}

const KernelSet& requireKernels(Isa isa, const CpuFeatures& cpu)
{
    const KernelSet* set = findKernels(isa);
    if (set == nullptr || !supports(cpu, isa)) {
        const char* reason = set == nullptr ? "is not compiled into this program"
                                            : "is not supported by this CPU or operating system";
        throw Error(ErrorCode::Unsupported, "The instruction set '" + std::string(toString(isa))
                                                + "' " + reason
                                                + ". Available: " + join(availableOn(cpu)) + ".");
    }
    return *set;
}

bool isAvailable(Isa isa) noexcept
{
    return findKernels(isa) != nullptr && supports(cpuFeatures(), isa);
}

std::vector<Isa> availableIsas()
{
    return availableOn(cpuFeatures());
}

Isa chooseIsa(const char* forced, const CpuFeatures& cpu)
{
    if (forced == nullptr || *forced == '\0') {
        return availableOn(cpu).back();
    }
    try {
        return requireKernels(parseIsa(forced), cpu).isa;
    } catch (const Error& error) {
        throw Error(error.code(),
                    std::string("Environment variable ") + kForceVariable + ": " + error.what());
    }
}

Isa chooseIsa()
{
    return chooseIsa(std::getenv(kForceVariable), cpuFeatures());
}

} // namespace halftone::engine
