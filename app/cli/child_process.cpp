// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/child_process.h"

#include "core/base/executable_path.h"
#include "core/base/progress.h"

#include <array>
#include <csignal>
#include <fstream>

#ifndef _WIN32
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: POSIX wants the program to declare it
#endif

namespace halftone::cli {

#ifdef _WIN32

// Neither is measured on Windows: the figure is left out of results there.
std::optional<std::size_t> peakResidentBytes()
{
    return std::nullopt;
}

std::optional<std::string> runSelf(const std::vector<std::string>&, const StopToken&)
{
    return std::nullopt;
}

#else

std::optional<std::size_t> peakResidentBytes()
{
    // Not getrusage on Linux: its maximum survives exec, so a child would report its parent's.
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "VmHWM:") {
            std::size_t kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024;
        }
    }
#ifdef __APPLE__
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        return static_cast<std::size_t>(usage.ru_maxrss); // bytes there
    }
#endif
    return std::nullopt;
}

namespace {

/// A started child and the reading end of its standard output.
struct Child {
    pid_t pid = -1;
    int output = -1;
};

std::optional<Child> start(const std::vector<std::string>& arguments)
{
    std::string program = executablePath().string();
    if (program.empty()) {
        return std::nullopt;
    }
    std::vector<std::string> words = arguments; // argv wants writable strings
    std::vector<char*> argv{program.data()};
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);

    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        return std::nullopt;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
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

std::optional<std::string> runSelf(const std::vector<std::string>& arguments, const StopToken& stop)
{
    const std::optional<Child> child = start(arguments);
    if (!child) {
        return std::nullopt;
    }
    std::string text;
    if (!readAll(*child, stop, text)) {
        kill(child->pid, SIGKILL); // it writes no files
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

#endif

} // namespace halftone::cli
