// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

#ifdef __linux__
#include <sys/mman.h>
#endif
#ifdef __APPLE__
#include <mach-o/dyld.h>
#include <sys/resource.h>
#endif

namespace halftone {

namespace fs = std::filesystem;

// --- This program
// ---------------------------------------------------------------------------------

fs::path executablePath()
{
    std::error_code error;
#ifdef __APPLE__
    std::uint32_t length = 0;
    _NSGetExecutablePath(nullptr, &length);
    std::string buffer(length, '\0');
    if (_NSGetExecutablePath(buffer.data(), &length) != 0) {
        return {};
    }
    return fs::weakly_canonical(buffer.c_str(), error);
#else
    return fs::read_symlink("/proc/self/exe", error);
#endif
}

std::vector<std::string> commandLineArguments(int argc, const char* const* argv)
{
    return {argv + std::min(argc, 1), argv + argc};
}

#ifndef __APPLE__
namespace {

/// "NAME  123 kB" in one of the kernel's files, in bytes.
std::optional<std::size_t> kibibytesOf(const char* file, const std::string& name)
{
    constexpr std::size_t kKibibyte = 1024;
    std::ifstream lines(file);
    for (std::string word; lines >> word;) {
        if (std::size_t kibibytes = 0; word == name && lines >> kibibytes) {
            return kibibytes * kKibibyte;
        }
    }
    return std::nullopt;
}

} // namespace
#endif

std::optional<std::size_t> peakResidentBytes()
{
#ifdef __APPLE__
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) != 0) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(usage.ru_maxrss); // bytes there
#else
    // Not getrusage on Linux: its maximum survives exec, so a child would report its parent's.
    return kibibytesOf("/proc/self/status", "VmHWM:");
#endif
}

std::optional<std::size_t> availableMemoryBytes()
{
#ifdef __linux__
    return kibibytesOf("/proc/meminfo", "MemAvailable:");
#else
    return std::nullopt;
#endif
}

std::optional<double> waitedForCpuSeconds()
{
#ifdef __linux__
    std::error_code error;
    double nanoseconds = 0;
    bool told = false;
    for (fs::directory_iterator task("/proc/self/task", error), end; !error && task != end;
         task.increment(error)) {
        std::ifstream file(task->path()
                           / "schedstat"); // computed, waited, slices; a thread may end
        double computed = 0;
        if (double waited = 0; file >> computed >> waited) {
            nanoseconds += waited;
            told = true;
        }
    }
    return told ? std::optional(1e-9 * nanoseconds) : std::nullopt;
#else
    return std::nullopt;
#endif
}

void preferLargePages(std::span<std::byte> memory) noexcept
{
#ifdef __linux__
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto first = (reinterpret_cast<std::uintptr_t>(memory.data()) + page - 1) / page * page;
    const auto end =
        (reinterpret_cast<std::uintptr_t>(memory.data()) + memory.size()) / page * page;
    if (first < end) {
        madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE); // NOLINT
    }
#else
    (void)memory;
#endif
}

namespace {

/// Exit code of a process that SIGINT ended, by the shells' convention.
constexpr int kInterrupted = 130;

// A signal handler can reach nothing but globals.
std::atomic<StopSource*> s_interrupt{nullptr};
static_assert(std::atomic<StopSource*>::is_always_lock_free);
std::atomic<unsigned> s_patienceSeconds{kInterruptPatience.count()};
static_assert(std::atomic<unsigned>::is_always_lock_free);

/// Names of files, in memory that is always there: a handler may be reading one that is being
/// forgotten, which then names nothing any more.
struct Slot {
    std::atomic<bool> taken{false};
    std::atomic<bool> named{false};
    std::array<char, 4096> name{};
};
std::array<Slot, 16> s_temporaries;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void endInterrupted(int)
{
    for (const Slot& slot : s_temporaries) {
        if (slot.named.load()) {
            unlink(slot.name.data());
        }
    }
    std::_Exit(kInterrupted);
}

extern "C" void onSignal(int signal)
{
    StopSource* source = s_interrupt.load();
    if (source->stopRequested()) {
        endInterrupted(signal); // asked twice: do not wait for the work to notice
    }
    source->requestStop();
    std::signal(signal, onSignal); // some systems reset the handler
    alarm(s_patienceSeconds.load());
}

} // namespace

StopToken stopOnInterrupt()
{
    static auto* const s_source = new StopSource; // for ever: signals come until the very end
    s_interrupt = s_source;
    std::signal(SIGALRM, endInterrupted);
    for (const int signal : {SIGINT, SIGTERM}) {
        if (std::signal(signal, onSignal) == SIG_IGN) {
            std::signal(signal, SIG_IGN);
        }
    }
    return s_source->token();
}

RemovedOnInterrupt::RemovedOnInterrupt(const fs::path& file) noexcept
{
    const std::string& name = file.native();
    for (std::size_t i = 0; i < s_temporaries.size() && m_slot < 0; ++i) {
        Slot& slot = s_temporaries[i];
        if (name.size() < slot.name.size() && !slot.taken.exchange(true)) {
            std::copy_n(name.c_str(), name.size() + 1, slot.name.begin());
            slot.named = true;
            m_slot = static_cast<int>(i);
        }
    }
}

RemovedOnInterrupt::~RemovedOnInterrupt()
{
    if (m_slot >= 0) {
        Slot& slot = s_temporaries[static_cast<std::size_t>(m_slot)];
        slot.named = false;
        slot.taken = false;
    }
}

void setInterruptPatience(std::chrono::seconds patience)
{
    s_patienceSeconds = static_cast<unsigned>(patience.count());
}

void letOverlongWritesFail()
{
    std::signal(SIGXFSZ, SIG_IGN);
}

// --- Environment
// ----------------------------------------------------------------------------------

const char kPathListSeparator = ':';

std::optional<std::string> environmentVariable(const char* name)
{
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? std::optional<std::string>(value) : std::nullopt;
}

void setDefaultEnvironment(const char* name, const char* value)
{
    setenv(name, value, /*overwrite=*/0);
}

fs::path userCacheFolder()
{
    // A relative path is to be ignored, says the XDG base directory specification.
    if (const auto cache = environmentVariable("XDG_CACHE_HOME"); cache) {
        if (fs::path folder = fromUtf8(*cache); folder.is_absolute()) {
            return folder;
        }
    }
    const auto home = environmentVariable("HOME");
    return home ? fromUtf8(*home) / ".cache" : fs::path();
}

// --- Terminal
// -------------------------------------------------------------------------------------

std::optional<int> standardErrorColumns()
{
    if (isatty(STDERR_FILENO) != 1) {
        return std::nullopt;
    }
    constexpr int kUsual = 80;
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

void useParentConsole() {}

void useUtf8Console() {}

// --- Libraries
// ------------------------------------------------------------------------------------

const char* const kModuleSuffix = ".so";

void* moduleSymbol(const fs::path& module, const char* symbol)
{
    void* library = dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        const char* reason = dlerror();
        throw Error(ErrorCode::Unsupported, "'" + toUtf8(module) + "' cannot be loaded ("
                                                + (reason != nullptr ? reason : "unknown reason")
                                                + ").");
    }
    return dlsym(library, symbol);
}

} // namespace halftone
