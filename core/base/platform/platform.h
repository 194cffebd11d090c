// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What operating systems do differently but files (files.h) and processes (process.h), in one
/// place: platform_posix.cpp (Linux, macOS and their kin) or platform_windows.cpp, of which CMake
/// builds one. Texts are UTF-8 on every system. Thread-safe unless said otherwise.
namespace halftone {

// --- This program ---

/// Absolute path of the running program, links resolved; what is installed beside it (models, the
/// LibTorch module) is found from here. Empty where the system does not tell.
[[nodiscard]] std::filesystem::path executablePath();

/// The arguments of main() without the program's name. Windows hands main() what is left of them in
/// the system's code page; there they are asked for again.
[[nodiscard]] std::vector<std::string> commandLineArguments(int argc, const char* const* argv);

/// Peak resident memory of this process image so far, in bytes. Empty where the system does not
/// tell.
[[nodiscard]] std::optional<std::size_t> peakResidentBytes();

/// Memory that new work can have without other programs being swapped out, in bytes. Empty where
/// the system does not tell (macOS).
[[nodiscard]] std::optional<std::size_t> availableMemoryBytes();

/// How long the threads of this process, all together, have been ready to compute without getting a
/// processor, in seconds since their start: what other programs, or more threads than processors,
/// took from them. Threads that ended are not in it, so take differences over moments only. Empty
/// where the system does not tell (all but Linux).
[[nodiscard]] std::optional<double> waitedForCpuSeconds();

/// Asks for large pages where `memory`, still untouched, will be written from one end to the other:
/// the first touch of many small ones takes longer than writing them. Nothing on systems that
/// choose by themselves.
void preferLargePages(std::span<std::byte> memory) noexcept;

/// From now on Ctrl-C (SIGINT, SIGTERM; on Windows also Ctrl-Break and closing the console) asks
/// the returned token to stop. A second one ends the process at once with code 130, and so does the
/// end of patience: what looks at no token (a library that decodes, a disk that does not answer)
/// must not keep a user waiting. Files are written so that they are whole at every moment
/// (atomic_file.h). A signal that is ignored at start (a background job) stays ignored. Called
/// once, before other threads start.
[[nodiscard]] StopToken stopOnInterrupt();

/// How long after the first interrupt the process may run on, at first kInterruptPatience: longer
/// where work has something to save that is worth the wait, as a training has.
inline constexpr std::chrono::seconds kInterruptPatience{1};
inline constexpr std::chrono::seconds kTrainingPatience{60};
void setInterruptPatience(std::chrono::seconds patience);

/// A file that is removed where an interrupt ends the process before its work does: temporary
/// files. As long as this lives; beyond a number that no program reaches nothing is kept.
/// Thread-safe.
class RemovedOnInterrupt {
public:
    explicit RemovedOnInterrupt(const std::filesystem::path& file) noexcept;
    ~RemovedOnInterrupt();
    RemovedOnInterrupt(const RemovedOnInterrupt&) = delete;
    RemovedOnInterrupt& operator=(const RemovedOnInterrupt&) = delete;

private:
    int m_slot = -1;
};

/// From now on a file that outgrows the limit a shell has set (ulimit -f) is an error of the write
/// that outgrows it, not the end of the process. Called once, at start.
void letOverlongWritesFail();

// --- Environment ---

/// What separates the folders of a list such as PATH.
extern const char kPathListSeparator;

/// Empty where it is not set, or set to nothing.
[[nodiscard]] std::optional<std::string> environmentVariable(const char* name);

/// For libraries that read it when they are loaded; keeps a value that is set. Not while another
/// thread reads the environment.
void setDefaultEnvironment(const char* name, const char* value);

/// Where this user's programs keep what they can make again: $XDG_CACHE_HOME or ~/.cache, on
/// Windows %LOCALAPPDATA%. Empty where the environment names none.
[[nodiscard]] std::filesystem::path userCacheFolder();

// --- Terminal ---

/// Columns of the terminal that standard error is shown on (80 where it does not say); empty if
/// that is a file or a pipe, or cannot erase a line by an escape sequence.
[[nodiscard]] std::optional<int> standardErrorColumns();

/// Of a program with windows: it prints to the console that it was started from, where nobody sent
/// its output elsewhere. Nothing to do but on Windows, where such a program has none at first.
void useParentConsole();

/// Shows UTF-8 on the console of standard output and standard error; nothing to do but on Windows,
/// where the console keeps it after the program.
void useUtf8Console();

// --- Libraries ---

/// ".so" or ".dll", of modules that are loaded while the program runs (also on macOS: bundles).
extern const char* const kModuleSuffix;

/// Loads a module for the rest of the process, if it was not before, and returns the address of
/// `symbol`; null if the module has none of that name. Throws Error{Unsupported} with the system's
/// reason if it cannot be loaded.
[[nodiscard]] void* moduleSymbol(const std::filesystem::path& module, const char* symbol);

} // namespace halftone
