// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/processor.h"

#include <cstdlib>

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX 1
#include <windows.h>

namespace halftone {

ArmExtensions armExtensions() noexcept
{
    // PF_ARM_V82_DP_INSTRUCTIONS_AVAILABLE, which older headers lack. They all lack I8MM.
    constexpr DWORD kDotProduct = 43;
#if defined(_M_ARM64) || defined(__aarch64__)
    constexpr bool isArm = true;
#else
    constexpr bool isArm = false; // an emulator tells of the CPU below it
#endif
    return {isArm && IsProcessorFeaturePresent(kDotProduct) != 0, false};
}

std::string systemCpuName()
{
    const char* name = std::getenv("PROCESSOR_IDENTIFIER");
    return name != nullptr ? name : "";
}

} // namespace halftone
