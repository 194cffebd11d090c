// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/kernel_registry.h"

#include "core/base/error.h"
#include "core/engine/kernel_sets.h" // written by core/engine/CMakeLists.txt

#include <algorithm>
#include <cstdlib>
#include <string>

namespace halftone::engine {
namespace {

constexpr const char* kForceVariable = "HALFTONE_FORCE_ISA";

std::string join(std::span<const KernelSet* const> sets)
{
    std::string text;
    for (const KernelSet* set : sets) {
        text += (text.empty() ? "" : ", ") + std::string(set->name);
    }
    return text;
}

/// Those that are compiled in and run on `cpu`, best last.
std::vector<const KernelSet*> availableOn(const CpuFeatures& cpu)
{
    std::vector<const KernelSet*> sets;
    for (const KernelSet* set : kernelSets()) {
        if (set->runsOn(cpu)) {
            sets.push_back(set);
        }
    }
    return sets;
}

} // namespace

std::span<const KernelSet* const> kernelSets() noexcept
{
    return kKernelSets;
}

const KernelSet* findKernels(Isa isa) noexcept
{
    const auto sets = kernelSets();
    const auto found = std::find_if(sets.begin(), sets.end(),
                                    [&](const KernelSet* set) { return set->isa == isa; });
    return found != sets.end() ? *found : nullptr;
}

const KernelSet& requireKernels(Isa isa, const CpuFeatures& cpu)
{
    const KernelSet* set = findKernels(isa);
    if (set == nullptr || !set->runsOn(cpu)) {
        const char* reason = set == nullptr ? "is not compiled into this program"
                                            : "is not supported by this CPU or operating system";
        throw Error(ErrorCode::Unsupported, "The instruction set '" + std::string(toString(isa))
                                                + "' " + reason
                                                + ". Available: " + join(availableOn(cpu)) + ".");
    }
    return *set;
}

const char* toString(Isa isa) noexcept
{
    const KernelSet* set = findKernels(isa);
    return set != nullptr ? set->name : "unknown";
}

Isa parseIsa(std::string_view name)
{
    for (const KernelSet* set : kernelSets()) {
        if (name == set->name) {
            return set->isa;
        }
    }
    throw Error(ErrorCode::InvalidArgument, "This program has no instruction set '"
                                                + std::string(name)
                                                + "'. Known: " + join(kernelSets()) + ".");
}

bool isAvailable(Isa isa) noexcept
{
    const KernelSet* set = findKernels(isa);
    return set != nullptr && set->runsOn(cpuFeatures());
}

std::vector<Isa> availableIsas()
{
    std::vector<Isa> isas;
    for (const KernelSet* set : availableOn(cpuFeatures())) {
        isas.push_back(set->isa);
    }
    return isas;
}

Isa chooseIsa(const char* forced, const CpuFeatures& cpu)
{
    if (forced == nullptr || *forced == '\0') {
        return availableOn(cpu).back()->isa;
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
