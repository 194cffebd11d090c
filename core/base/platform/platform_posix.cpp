// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/base/progress.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#ifdef __APPLE__
#include <cstdint>
#include <mach-o/dyld.h>
#include <sys/resource.h>
#endif

extern char** environ; // NOLINT: POSIX wants the program to declare it

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

std::optional<std::size_t> peakResidentBytes()
{
#ifdef __APPLE__
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        return static_cast<std::size_t>(usage.ru_maxrss); // bytes there
    }
#else
    // Not getrusage on Linux: its maximum survives exec, so a child would report its parent's.
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "VmHWM:") {
            std::size_t kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024;
        }
    }
#endif
    return std::nullopt;
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

void useUtf8Console() {}

// --- Processes and libraries
// ----------------------------------------------------------------------

namespace {

/// A started child and the reading end of its standard output.
struct Child {
    pid_t pid = -1;
    int output = -1;
};

std::optional<Child> start(const fs::path& program, const std::vector<std::string>& arguments)
{
    std::vector<std::string> words{program.native()}; // argv wants writable strings
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);

    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        return std::nullopt;
    }
    // Children that other threads start meanwhile must not keep the writing end open.
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    Child child;
    child.output = ends[0];
    const int error =
        posix_spawn(&child.pid, program.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        return std::nullopt;
    }
    return child;
}

/// Reads until the child closes its output; false if stopped before.
bool readAll(const Child& child, const StopToken& stop, std::string& text)
{
    std::array<char, 4096> buffer{};
    while (!stop.stopRequested()) {
        pollfd waiting{child.output, POLLIN, 0};
        const int ready = poll(&waiting, 1, 50);
        if (ready < 0 && errno != EINTR) {
            return true;
        }
        if (ready <= 0) {
            continue;
        }
        const ssize_t count = read(child.output, buffer.data(), buffer.size());
        if (count == 0 || (count < 0 && errno != EINTR)) {
            return true;
        }
        if (count > 0) {
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }
    return false;
}

} // namespace

std::optional<std::string> runProgram(const fs::path& program,
                                      const std::vector<std::string>& arguments,
                                      const StopToken& stop)
{
    const std::optional<Child> child = start(program, arguments);
    if (!child) {
        return std::nullopt;
    }
    std::string text;
    if (!readAll(*child, stop, text)) {
        kill(child->pid, SIGKILL); // its output would be lost anyway
    }
    close(child->output);
    int status = 0;
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
    }
    throwIfStopped(stop);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return std::nullopt;
    }
    return text;
}

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
