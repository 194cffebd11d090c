// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// What a ChildProcess (process.h) has to do with its parent: parent_link_posix.cpp or
/// parent_link_windows.cpp. For one thread.
namespace halftone {

/// What a process may use, counted from when it is said.
struct ProcessLimits {
    std::uint64_t memoryBytes = 0; ///< address space; on Windows committed memory
    int cpuSeconds = 0;            ///< of computing, of all threads together

    friend bool operator==(const ProcessLimits&, const ProcessLimits&) = default;
};

/// The child's end of both pipes. Lives as long as the process.
class ParentLink {
public:
    /// Exit code of a process that asked for more memory than it may have.
    static constexpr int kNoMemory = 77;
    /// Exit code of one that computed for too long, where no signal says so (Windows).
    static constexpr int kNoTime = 78;

    /// Takes standard input and output away: what libraries print from now on goes nowhere. The
    /// process ends when its parent does, writes no files but pipes, leaves no core file, and gets
    /// no rights by what it starts. Called once, before other threads start.
    ParentLink();
    ParentLink(const ParentLink&) = delete;
    ParentLink& operator=(const ParentLink&) = delete;

    /// Fills `bytes`. False: the parent has nothing more to say.
    [[nodiscard]] bool receive(std::span<std::byte> bytes) noexcept;
    /// False: nobody reads it.
    [[nodiscard]] bool send(std::span<const std::byte> bytes) noexcept;

    /// Ends this process when it needs more from now on, in place of what was said before. The
    /// parent learns of which limit it was (ProcessEnd). Memory is not limited on macOS, which
    /// cannot, nor in builds with sanitizers, which reserve terabytes.
    static void limit(const ProcessLimits& limits) noexcept;

    /// Gives the memory back to the system, but for the pages at its ends: its content is lost, the
    /// addresses stay. Nothing on systems that cannot.
    static void forget(std::span<std::byte> memory) noexcept;

private:
    std::intptr_t m_input;
    std::intptr_t m_output;
};

} // namespace halftone
