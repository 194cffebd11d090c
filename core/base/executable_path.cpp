// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/executable_path.h"

#include <string>
#include <system_error>

#if defined(_WIN32)
#include <windows.h>
#elif defined(__APPLE__)
#include <cstdint>
#include <mach-o/dyld.h>
#endif

namespace halftone {

std::filesystem::path executablePath()
{
    std::error_code error;
#if defined(_WIN32)
    std::wstring buffer(32768, L'\0'); // the longest path Windows has
    const DWORD length =
        GetModuleFileNameW(nullptr, buffer.data(), static_cast<DWORD>(buffer.size()));
    buffer.resize(length);
    return std::filesystem::weakly_canonical(buffer, error);
#elif defined(__APPLE__)
    std::uint32_t length = 0;
    _NSGetExecutablePath(nullptr, &length);
    std::string buffer(length, '\0');
    if (_NSGetExecutablePath(buffer.data(), &length) != 0) {
        return {};
    }
    return std::filesystem::weakly_canonical(buffer.c_str(), error);
#else
    return std::filesystem::read_symlink("/proc/self/exe", error);
#endif
}

} // namespace halftone
