// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernel_registry.h"

#include "core/base/error.h"
#include "core/engine/cpu_features.h"
#include "core/engine/winograd.h"

#include <array>
#include <cstdlib>
#include <string>

namespace halftone::engine {
namespace {

constexpr const char* kForceVariable = "HALFTONE_FORCE_ISA";
constexpr std::array kIsas{Isa::Portable, Isa::Avx512Vnni};

constexpr KernelSet kPortable{
    Isa::Portable,
    "portable",
    {kernels::portable::conv3x3S8, kernels::portable::conv3x3S8Logits, packConvPortable,
     convScratchPortable},
    {kernels::portable::conv1x1S8, kernels::portable::conv1x1S8Logits, packConvPortable,
     convScratchPortable},
    kernels::portable::maxPool2U8,
    {},
};

#ifdef HALFTONE_HAVE_AVX512VNNI
constexpr KernelSet kAvx512Vnni{
    Isa::Avx512Vnni,
    "AVX-512 VNNI",
    {kernels::avx512vnni::conv3x3S8, kernels::avx512vnni::conv3x3S8Logits, packConvCells,
     convScratchNone},
    {kernels::avx512vnni::conv1x1S8, kernels::avx512vnni::conv1x1S8Logits, packConvCells,
     convScratchNone},
    kernels::avx512vnni::maxPool2U8,
    {kernels::avx512vnni::winograd3x3S8, nullptr, packWinograd, winogradScratch,
     kWinogradAccumulatorShift},
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

bool cpuSupports(Isa isa) noexcept
{
    switch (isa) {
    case Isa::Portable: return true;
    case Isa::Avx512Vnni: return cpuHasAvx512Vnni();
    }
    return false;
}

} // namespace

const char* toString(Isa isa) noexcept
{
    switch (isa) {
    case Isa::Portable: return "portable";
    case Isa::Avx512Vnni: return "avx512vnni";
    }
    return "unknown";
}

const char* toString(Algorithm algorithm) noexcept
{
    return algorithm == Algorithm::Winograd ? "winograd" : "direct";
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
    case Isa::Avx512Vnni:
#ifdef HALFTONE_HAVE_AVX512VNNI
        return &kAvx512Vnni;
#else
        return nullptr;
#endif
    }
    return nullptr;
}

const KernelSet& requireKernels(Isa isa)
{
    const KernelSet* set = findKernels(isa);
    if (set == nullptr || !cpuSupports(isa)) {
        const char* reason = set == nullptr ? "is not compiled into this program"
                                            : "is not supported by this CPU or operating system";
        throw Error(ErrorCode::Unsupported, "The instruction set '" + std::string(toString(isa))
                                                + "' " + reason
                                                + ". Available: " + join(availableIsas()) + ".");
    }
    return *set;
}

bool isAvailable(Isa isa) noexcept
{
    return findKernels(isa) != nullptr && cpuSupports(isa);
}

std::vector<Isa> availableIsas()
{
    std::vector<Isa> isas;
    for (const Isa isa : kIsas) {
        if (isAvailable(isa)) {
            isas.push_back(isa);
        }
    }
    return isas;
}

Isa chooseIsa()
{
    const char* forced = std::getenv(kForceVariable);
    if (forced == nullptr || *forced == '\0') {
        return availableIsas().back();
    }
    try {
        return requireKernels(parseIsa(forced)).isa;
    } catch (const Error& error) {
        throw Error(error.code(),
                    std::string("Environment variable ") + kForceVariable + ": " + error.what());
    }
}

} // namespace halftone::engine
