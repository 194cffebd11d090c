// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/parent_link.h"

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <new>
#include <thread>

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX 1
#include <windows.h>

namespace halftone {

namespace {

HANDLE handleOf(std::intptr_t value)
{
    return reinterpret_cast<HANDLE>(value); // NOLINT: the header knows no handles
}

/// A job of this process alone, for its limits; the parent's job ends it with its parent.
HANDLE ownJob()
{
    static const HANDLE s_job = [] {
        const HANDLE job = CreateJobObjectW(nullptr, nullptr);
        AssignProcessToJobObject(job, GetCurrentProcess());
        return job;
    }();
    return s_job;
}

/// Time of computing of this process so far, in 100 ns.
std::int64_t computed()
{
    const auto ticks = [](const FILETIME& time) {
        return (static_cast<std::int64_t>(time.dwHighDateTime) << 32) + time.dwLowDateTime;
    };
    FILETIME ignored{};
    FILETIME kernel{};
    FILETIME user{};
    GetProcessTimes(GetCurrentProcess(), &ignored, &ignored, &kernel, &user);
    return ticks(kernel) + ticks(user);
}

// What computed() may reach.
std::atomic<std::int64_t> s_mostComputed{std::numeric_limits<std::int64_t>::max()};

/// Ends the process when it has computed for too long. (The limits of job objects do not count what
/// the system computes for the process.)
void endWhenLate()
{
    std::thread([] {
        for (;;) {
            Sleep(200);
            if (computed() > s_mostComputed) {
                TerminateProcess(GetCurrentProcess(), ParentLink::kNoTime);
            }
        }
    }).detach();
}

} // namespace

ParentLink::ParentLink()
    : m_input(reinterpret_cast<std::intptr_t>(GetStdHandle(STD_INPUT_HANDLE))), m_output(-1)
{
    HANDLE output = nullptr;
    DuplicateHandle(GetCurrentProcess(), GetStdHandle(STD_OUTPUT_HANDLE), GetCurrentProcess(),
                    &output, 0, FALSE, DUPLICATE_SAME_ACCESS);
    m_output = reinterpret_cast<std::intptr_t>(output);
    // The C library's stream; what it held is closed with it.
    if (std::freopen("NUL", "w", stdout) == nullptr) {
        std::fclose(stdout);
    }
    endWhenLate();
    // A fault ends the process without a window that asks what to do.
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
}

bool ParentLink::receive(std::span<std::byte> bytes) noexcept
{
    while (!bytes.empty()) {
        DWORD count = 0;
        if (ReadFile(handleOf(m_input), bytes.data(), static_cast<DWORD>(bytes.size()), &count,
                     nullptr)
                == 0
            || count == 0) {
            return false;
        }
        bytes = bytes.subspan(count);
    }
    return true;
}

bool ParentLink::send(std::span<const std::byte> bytes) noexcept
{
    constexpr std::size_t kMost = 1 << 20;
    while (!bytes.empty()) {
        DWORD count = 0;
        const auto part = static_cast<DWORD>(bytes.size() < kMost ? bytes.size() : kMost);
        if (WriteFile(handleOf(m_output), bytes.data(), part, &count, nullptr) == 0) {
            return false;
        }
        bytes = bytes.subspan(count);
    }
    return true;
}

void ParentLink::limit(const ProcessLimits& limits) noexcept
{
    constexpr std::int64_t kTicks = 10'000'000; // a second
    s_mostComputed = computed() + limits.cpuSeconds * kTicks;
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION info{};
    info.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_PROCESS_MEMORY;
    // What it has now is little beside the limit.
    info.ProcessMemoryLimit = static_cast<SIZE_T>(limits.memoryBytes);
    SetInformationJobObject(ownJob(), JobObjectExtendedLimitInformation, &info, sizeof info);
    std::set_new_handler([] { std::_Exit(kNoMemory); });
}

void ParentLink::forget(std::span<std::byte> memory) noexcept
{
    (void)memory;
}

} // namespace halftone
