// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/process.h"

#include "core/base/platform/parent_link.h"
#include "core/base/platform/platform.h"
#include "core/base/progress.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern char** environ; // NOLINT: POSIX wants the program to declare it

namespace halftone {

namespace fs = std::filesystem;

// --- Starting
// -------------------------------------------------------------------------------------

namespace {

/// How often a wait looks whether it is to stop, in milliseconds.
constexpr int kLook = 50;

/// Two ends, reading and writing, that no other process inherits.
bool makePipe(std::array<int, 2>& ends)
{
#ifdef __linux__
    return pipe2(ends.data(), O_CLOEXEC) == 0;
#else
    if (pipe(ends.data()) != 0) {
        return false;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
#endif
}

/// A pair of sockets instead of a pipe: a write that nobody reads can be an error there instead of
/// a signal that ends the process.
bool makeSockets(std::array<int, 2>& ends)
{
#ifdef __linux__
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0;
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) {
        return false;
    }
    const int on = 1;
    for (const int end : ends) {
        fcntl(end, F_SETFD, FD_CLOEXEC);
        setsockopt(end, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
    }
    return true;
#endif
}

/// Starts a program by `words`, its name and its arguments; standard input is `input`, or nothing
/// if that is negative, standard output `output`, standard error nothing. -1 if it could not be
/// started.
pid_t start(const fs::path& program, std::vector<std::string> words, int input, int output,
            const posix_spawnattr_t* attributes, char* const* environment)
{
    std::vector<char*> argv; // wants writable strings
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (input >= 0) {
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    } else {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t process = -1;
    const int error =
        posix_spawn(&process, program.c_str(), &actions, attributes, argv.data(), environment);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0 ? process : -1;
}

/// Waits until a process has ended; its status.
int waitFor(pid_t process)
{
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/// Waits for something to read, kLook at most: 1 there is (or the end), 0 not yet, -1 an error.
int waitToRead(int descriptor)
{
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = poll(&waiting, 1, kLook);
    return ready < 0 && errno == EINTR ? 0 : ready;
}

/// Reads until the child closes its output; false if stopped before.
bool readAll(int output, const StopToken& stop, std::string& text)
{
    std::array<char, 4096> buffer{};
    while (!stop.stopRequested()) {
        const int ready = waitToRead(output);
        if (ready == 0) {
            continue;
        }
        const ssize_t count = ready < 0 ? 0 : read(output, buffer.data(), buffer.size());
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
    std::array<int, 2> ends{};
    if (!makePipe(ends)) {
        return std::nullopt;
    }
    std::vector<std::string> words{program.native()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const pid_t process = start(program, std::move(words), -1, ends[1], nullptr, environ);
    close(ends[1]);
    std::string text;
    if (process >= 0 && !readAll(ends[0], stop, text)) {
        kill(process, SIGKILL); // its output would be lost anyway
    }
    close(ends[0]);
    if (process < 0) {
        return std::nullopt;
    }
    const int status = waitFor(process);
    throwIfStopped(stop);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return std::nullopt;
    }
    return text;
}

// --- The parent's side
// ----------------------------------------------------------------------------

std::optional<ChildProcess> ChildProcess::startSelf(const std::vector<std::string>& arguments)
{
    std::array<int, 2> sockets{};
    if (!makeSockets(sockets)) {
        return std::nullopt;
    }
    std::array<int, 2> pipe{};
    if (!makePipe(pipe)) {
        close(sockets[0]);
        close(sockets[1]);
        return std::nullopt;
    }
#ifdef __linux__
    // This file, whatever has its name by now; and fewer turns for large answers.
    const fs::path program = "/proc/self/exe";
    fcntl(pipe[0], F_SETPIPE_SZ, 1 << 20);
#else
    const fs::path program = executablePath();
#endif
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0); // the terminal's signals go to groups
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
                                              | POSIX_SPAWN_SETPGROUP);
    std::vector<std::string> words{executablePath().native()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    // With glibc its large blocks come in large pages, which saves more time than the way of what
    // is in them to the parent takes.
    std::string largePages = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1";
    std::vector<char*> environment;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        environment.push_back(*entry);
    }
    if (!environmentVariable("GLIBC_TUNABLES")) {
        environment.push_back(largePages.data());
    }
    environment.push_back(nullptr);
    ChildProcess child;
    child.m_process =
        start(program, std::move(words), sockets[1], pipe[1], &attributes, environment.data());
    child.m_input = sockets[0];
    child.m_output = pipe[0];
    posix_spawnattr_destroy(&attributes);
    close(sockets[1]);
    close(pipe[1]);
    if (child.m_process < 0) {
        return std::nullopt;
    }
    return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : m_process(std::exchange(other.m_process, kNone)),
      m_input(std::exchange(other.m_input, kNone)), m_output(std::exchange(other.m_output, kNone))
{
}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept
{
    std::swap(m_process, other.m_process);
    std::swap(m_input, other.m_input);
    std::swap(m_output, other.m_output);
    return *this;
}

ChildProcess::~ChildProcess()
{
    end();
}

bool ChildProcess::runs() noexcept
{
    siginfo_t info{};
    return m_process >= 0
           && waitid(P_PID, static_cast<id_t>(m_process), &info, WEXITED | WNOHANG | WNOWAIT) == 0
           && info.si_pid == 0;
}

bool ChildProcess::send(std::span<const std::byte> bytes) noexcept
{
#ifdef __linux__
    constexpr int kFlags = MSG_NOSIGNAL;
#else
    constexpr int kFlags = 0;
#endif
    while (!bytes.empty()) {
        const ssize_t count = ::send(static_cast<int>(m_input), bytes.data(), bytes.size(), kFlags);
        if (count < 0 && errno != EINTR) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    return true;
}

ChildProcess::Received ChildProcess::receive(std::span<std::byte> bytes,
                                             const StopToken& stop) noexcept
{
    const int output = static_cast<int>(m_output);
    while (!bytes.empty()) {
        if (stop.stopRequested()) {
            return Received::Stopped;
        }
        const int ready = waitToRead(output);
        if (ready == 0) {
            continue;
        }
        const ssize_t count = ready < 0 ? 0 : read(output, bytes.data(), bytes.size());
        if (count == 0 || (count < 0 && errno != EINTR)) {
            return Received::Ended;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    return Received::All;
}

ProcessEnd ChildProcess::end() noexcept
{
    if (m_process < 0) {
        return {};
    }
    const auto process = static_cast<pid_t>(std::exchange(m_process, kNone));
    kill(process, SIGKILL); // nothing to one that is ending already
    const int status = waitFor(process);
    close(static_cast<int>(m_input));
    close(static_cast<int>(m_output));
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        return {signal == SIGXCPU ? ProcessEnd::Kind::NoTime : ProcessEnd::Kind::Other,
                "signal " + std::to_string(signal)};
    }
    const int code = WEXITSTATUS(status);
    return {code == ParentLink::kNoMemory ? ProcessEnd::Kind::NoMemory : ProcessEnd::Kind::Other,
            "exit code " + std::to_string(code)};
}

} // namespace halftone
