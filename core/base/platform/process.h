// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Other processes, which systems start differently: process_posix.cpp or process_windows.cpp.
/// Thread-safe, but one object belongs to one thread.
namespace halftone {

/// Runs `program` with `arguments` and returns its standard output; it reads nothing, and what it
/// writes to standard error is dropped. Empty if it could not be started or failed. Ends it and
/// throws Error{Cancelled} when stopped.
[[nodiscard]] std::optional<std::string> runProgram(const std::filesystem::path& program,
                                                    const std::vector<std::string>& arguments,
                                                    const StopToken& stop);

/// How a process ended.
struct ProcessEnd {
    enum class Kind {
        Other,    ///< a signal, an exception, an exit code
        NoMemory, ///< more than its limit of memory was asked for
        NoTime,   ///< it computed for longer than its limit
    };

    Kind kind = Kind::Other;
    std::string how; ///< "signal 11", "exit code 3"
};

/// This program once more, in a process of its own that works for this one through two pipes. It
/// gets them and nothing else that is open here, what it writes to standard error is dropped, and
/// Ctrl-C in a terminal does not reach it.
class ChildProcess {
public:
    /// Empty where it cannot be started. Returns before it runs.
    [[nodiscard]] static std::optional<ChildProcess>
    startSelf(const std::vector<std::string>& arguments);

    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&& other) noexcept;
    ~ChildProcess(); ///< ends it

    /// False once it has ended.
    [[nodiscard]] bool runs() noexcept;

    /// Bytes for ParentLink::receive(), few enough for a pipe. False: it reads no more.
    [[nodiscard]] bool send(std::span<const std::byte> bytes) noexcept;

    enum class Received { All, Ended, Stopped };
    /// Fills `bytes` with what it sent; waits for that until it ends, or until a stop is requested.
    [[nodiscard]] Received receive(std::span<std::byte> bytes, const StopToken& stop) noexcept;

    /// Ends it at once, if it has not, and says how it ended. To be called once.
    ProcessEnd end() noexcept;

private:
    ChildProcess() = default;

    std::intptr_t m_process = kNone;
    std::intptr_t m_input = kNone;  ///< what it reads
    std::intptr_t m_output = kNone; ///< what it writes

    static constexpr std::intptr_t kNone = -1;
};

} // namespace halftone
