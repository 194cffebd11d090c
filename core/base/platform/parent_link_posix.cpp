// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/parent_link.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <new>
#include <poll.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#ifdef __linux__
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

// Sanitizers reserve terabytes of addresses. Clang says by features what GCC says by macros.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HALFTONE_HAS_SANITIZER
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HALFTONE_HAS_SANITIZER
#endif

namespace halftone {

namespace {

void setLimit(int resource, rlim_t most)
{
    rlimit limit{};
    if (getrlimit(resource, &limit) == 0) { // NOLINT: glibc's enumeration in C++
        limit.rlim_cur = std::min(most, limit.rlim_max);
        setrlimit(resource, &limit); // NOLINT
    }
}

/// For good: neither this process nor one that takes it over needs these.
void dropRights()
{
    setLimit(RLIMIT_CORE, 0);
    setLimit(RLIMIT_FSIZE, 0);
    std::signal(SIGXFSZ, SIG_IGN);
#ifdef __linux__
    // Where the whole machine is short of memory, this process goes before its parent.
    std::ofstream("/proc/self/oom_score_adj") << 1000;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); // systems that pipe core files ignore RLIMIT_CORE
#endif
}

void closeOthers()
{
#if defined(__linux__) && defined(SYS_close_range)
    if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0) {
        return;
    }
#endif
    constexpr int kMost = 4096;
    for (int descriptor = 3; descriptor < kMost; ++descriptor) {
        close(descriptor);
    }
}

/// Ends the process when the other end of `input` is closed. Not by PR_SET_PDEATHSIG, which asks
/// for the thread of the parent that started this process, not for the parent.
void endWithParent(int input)
{
    std::thread([input] {
        for (;;) {
            pollfd gone{input, 0, 0};
            if (poll(&gone, 1, -1) > 0) {
                _exit(0);
            }
        }
    }).detach();
}

} // namespace

ParentLink::ParentLink()
{
    closeOthers();
    constexpr int kFirst = 3;
    const int input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, kFirst);
    const int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, kFirst);
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    close(nothing);
    m_input = input;
    m_output = output;
    dropRights();
    endWithParent(input);
}

// NOLINTNEXTLINE(readability-make-member-function-const): it takes from the pipe
bool ParentLink::receive(std::span<std::byte> bytes) noexcept
{
    while (!bytes.empty()) {
        const ssize_t count = read(static_cast<int>(m_input), bytes.data(), bytes.size());
        if (count == 0 || (count < 0 && errno != EINTR)) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    return true;
}

// NOLINTNEXTLINE(readability-make-member-function-const): it fills the pipe
bool ParentLink::send(std::span<const std::byte> bytes) noexcept
{
    while (!bytes.empty()) {
        const ssize_t count = write(static_cast<int>(m_output), bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    return true;
}

void ParentLink::limit(const ProcessLimits& limits) noexcept
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = used.ru_utime.tv_sec + used.ru_stime.tv_sec + 2; // rounded up
    setLimit(RLIMIT_CPU, static_cast<rlim_t>(seconds + limits.cpuSeconds));
#if defined(__linux__) && !defined(HALFTONE_HAS_SANITIZER)
    std::uint64_t pages = 0;
    if (std::ifstream("/proc/self/statm") >> pages) {
        const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
        setLimit(RLIMIT_AS, static_cast<rlim_t>(pages * page + limits.memoryBytes));
    }
    std::set_new_handler([] { _exit(kNoMemory); });
#endif
}

void ParentLink::forget(std::span<std::byte> memory) noexcept
{
#ifdef __linux__
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto first = (reinterpret_cast<std::uintptr_t>(memory.data()) + page - 1) / page * page;
    const auto end =
        (reinterpret_cast<std::uintptr_t>(memory.data()) + memory.size()) / page * page;
    if (first < end) {
        madvise(reinterpret_cast<void*>(first), end - first, MADV_DONTNEED); // NOLINT
    }
#else
    (void)memory;
#endif
}

} // namespace halftone
