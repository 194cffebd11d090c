// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/processor.h"

#include <fstream>
#include <iterator>

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#elif defined(__APPLE__)
#include <cstddef>
#include <sys/sysctl.h>
#endif

namespace halftone {

#if defined(__aarch64__) && defined(__linux__)

ArmExtensions armExtensions() noexcept
{
    // As the kernel has always numbered them; headers of older systems lack the names.
    constexpr unsigned long kDotProduct = 1UL << 20; // of AT_HWCAP
    constexpr unsigned long kI8mm = 1UL << 13;       // of AT_HWCAP2
    return {(getauxval(AT_HWCAP) & kDotProduct) != 0, (getauxval(AT_HWCAP2) & kI8mm) != 0};
}

#elif defined(__aarch64__) && defined(__APPLE__)

namespace {

bool isSet(const char* name) noexcept
{
    int value = 0;
    std::size_t size = sizeof value;
    return sysctlbyname(name, &value, &size, nullptr, 0) == 0 && value != 0;
}

} // namespace

ArmExtensions armExtensions() noexcept
{
    return {isSet("hw.optional.arm.FEAT_DotProd"), isSet("hw.optional.arm.FEAT_I8MM")};
}

#else

ArmExtensions armExtensions() noexcept
{
    return {};
}

#endif

#if defined(__APPLE__)

std::string systemCpuName()
{
    char text[128] = {};
    std::size_t size = sizeof text - 1;
    return sysctlbyname("machdep.cpu.brand_string", text, &size, nullptr, 0) == 0 ? text : "";
}

#else

std::string systemCpuName()
{
    const auto read = [](const char* path) {
        std::ifstream file(path);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    std::string name = cpuNameOf(read("/proc/cpuinfo"));
    if (!name.empty()) {
        return name;
    }
    const std::string model = read("/proc/device-tree/model");
    return model.substr(0, model.find('\0'));
}

#endif

} // namespace halftone
