// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"
#include "core/base/platform/parent_link.h"
#include "core/base/platform/platform.h"
#include "core/base/platform/process.h"
#include "core/base/progress.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX 1
#include <windows.h>

namespace halftone {

namespace fs = std::filesystem;

// --- Starting
// -------------------------------------------------------------------------------------

namespace {

struct HandleCloser {
    void operator()(HANDLE handle) const noexcept { CloseHandle(handle); }
};
using Handle = std::unique_ptr<void, HandleCloser>;

HANDLE handleOf(std::intptr_t value)
{
    return reinterpret_cast<HANDLE>(value); // NOLINT: the header knows no handles
}

std::intptr_t keep(Handle& handle)
{
    return reinterpret_cast<std::intptr_t>(handle.release());
}

/// One argument as the C library's start-up code takes it apart again: backslashes are doubled
/// before a quotation mark and before the closing one, and stand for themselves elsewhere.
std::wstring quoted(const std::wstring& argument)
{
    std::wstring text = L"\"";
    std::size_t backslashes = 0;
    for (const wchar_t letter : argument) {
        if (letter == L'"') {
            text.append(backslashes + 1, L'\\');
        }
        backslashes = letter == L'\\' ? backslashes + 1 : 0;
        text += letter;
    }
    text.append(backslashes, L'\\');
    return text + L'"';
}

std::wstring commandLine(const fs::path& program, const std::vector<std::string>& arguments)
{
    std::wstring line = quoted(program.wstring());
    for (const std::string& argument : arguments) {
        line += L' ' + quoted(fromUtf8(argument).wstring());
    }
    return line;
}

/// Both ends of a pipe, which children can inherit if they are told to.
struct Pipe {
    Handle readEnd;
    Handle writeEnd;
};

std::optional<Pipe> makePipe(DWORD bytes)
{
    SECURITY_ATTRIBUTES inheritable{sizeof inheritable, nullptr, TRUE};
    HANDLE readEnd = nullptr;
    HANDLE writeEnd = nullptr;
    if (CreatePipe(&readEnd, &writeEnd, &inheritable, bytes) == 0) {
        return std::nullopt;
    }
    return Pipe{Handle(readEnd), Handle(writeEnd)};
}

Handle openNothing()
{
    SECURITY_ATTRIBUTES inheritable{sizeof inheritable, nullptr, TRUE};
    const HANDLE opened =
        CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                    &inheritable, OPEN_EXISTING, 0, nullptr);
    return Handle(opened == INVALID_HANDLE_VALUE ? nullptr : opened);
}

/// Starts a command line with these standard streams; of all handles that could be inherited it
/// gets these. Null if that fails.
Handle start(const fs::path& program, std::wstring line, HANDLE input, HANDLE output, HANDLE errors)
{
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    std::vector<std::byte> memory(size);
    auto* const list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory.data());
    if (InitializeProcThreadAttributeList(list, 1, 0, &size) == 0) {
        return nullptr;
    }
    std::array<HANDLE, 3> inherited{input, output, errors};
    const std::size_t different = input == errors ? 1 : 0; // each may be named once
    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof startup;
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = input;
    startup.StartupInfo.hStdOutput = output;
    startup.StartupInfo.hStdError = errors;
    startup.lpAttributeList = list;
    PROCESS_INFORMATION process{};
    const bool started =
        UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
                                  inherited.data() + different,
                                  (inherited.size() - different) * sizeof(HANDLE), nullptr, nullptr)
            != 0
        && CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE,
                          EXTENDED_STARTUPINFO_PRESENT | CREATE_NO_WINDOW, nullptr, nullptr,
                          &startup.StartupInfo, &process)
               != 0;
    DeleteProcThreadAttributeList(list);
    if (!started) {
        return nullptr;
    }
    CloseHandle(process.hThread);
    return Handle(process.hProcess);
}

/// Waits a little for something to read: such pipes cannot be waited for. False: the other end is
/// closed.
bool waitToRead(HANDLE output, DWORD& waiting, int& turns)
{
    if (PeekNamedPipe(output, nullptr, 0, nullptr, &waiting, nullptr) == 0) {
        return false;
    }
    // A pause takes up to 15 ms; what is being written comes sooner.
    constexpr int kTurns = 1000;
    if (waiting > 0) {
        turns = 0;
    } else if (++turns < kTurns) {
        SwitchToThread();
    } else {
        Sleep(1);
    }
    return true;
}

/// Reads until the child closes its output; false if stopped before.
bool readAll(HANDLE output, const StopToken& stop, std::string& text)
{
    std::array<char, 4096> buffer{};
    int turns = 0;
    while (!stop.stopRequested()) {
        DWORD waiting = 0;
        if (!waitToRead(output, waiting, turns)) {
            return true;
        }
        DWORD count = 0;
        if (waiting > 0
            && ReadFile(output, buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr)
                   == 0) {
            return true;
        }
        text.append(buffer.data(), count);
    }
    return false;
}

DWORD waitFor(HANDLE process)
{
    WaitForSingleObject(process, INFINITE);
    DWORD status = 1;
    GetExitCodeProcess(process, &status);
    return status;
}

/// Exit code of a process that was ended from here.
constexpr UINT kEnded = 130;

/// Ends its processes when its last handle is closed, which this process's end does.
HANDLE childrensJob()
{
    static const HANDLE s_job = [] {
        const HANDLE job = CreateJobObjectW(nullptr, nullptr);
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
        return job;
    }();
    return s_job;
}

} // namespace

std::optional<std::string> runProgram(const fs::path& program,
                                      const std::vector<std::string>& arguments,
                                      const StopToken& stop)
{
    std::optional<Pipe> pipe = makePipe(0);
    const Handle nothing = openNothing();
    if (!pipe || nothing == nullptr) {
        return std::nullopt;
    }
    const Handle process = start(program, commandLine(program, arguments), nothing.get(),
                                 pipe->writeEnd.get(), nothing.get());
    pipe->writeEnd.reset(); // so that reading ends when the child's copy is closed
    if (process == nullptr) {
        return std::nullopt;
    }
    std::string text;
    if (!readAll(pipe->readEnd.get(), stop, text)) {
        TerminateProcess(process.get(), kEnded); // its output would be lost anyway
    }
    const DWORD status = waitFor(process.get());
    throwIfStopped(stop);
    if (status != 0) {
        return std::nullopt;
    }
    return text;
}

// --- The parent's side
// ----------------------------------------------------------------------------

std::optional<ChildProcess> ChildProcess::startSelf(const std::vector<std::string>& arguments)
{
    constexpr DWORD kBytes = 1 << 20; // fewer turns for large answers
    std::optional<Pipe> input = makePipe(0);
    std::optional<Pipe> output = makePipe(kBytes);
    const Handle nothing = openNothing();
    if (!input || !output || nothing == nullptr) {
        return std::nullopt;
    }
    const fs::path program = executablePath();
    Handle process = start(program, commandLine(program, arguments), input->readEnd.get(),
                           output->writeEnd.get(), nothing.get());
    if (process == nullptr) {
        return std::nullopt;
    }
    AssignProcessToJobObject(childrensJob(), process.get());
    ChildProcess child;
    child.m_process = keep(process);
    child.m_input = keep(input->writeEnd);
    child.m_output = keep(output->readEnd);
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
    return m_process != kNone && WaitForSingleObject(handleOf(m_process), 0) == WAIT_TIMEOUT;
}

bool ChildProcess::send(std::span<const std::byte> bytes) noexcept
{
    while (!bytes.empty()) {
        DWORD count = 0;
        if (WriteFile(handleOf(m_input), bytes.data(), static_cast<DWORD>(bytes.size()), &count,
                      nullptr)
            == 0) {
            return false;
        }
        bytes = bytes.subspan(count);
    }
    return true;
}

ChildProcess::Received ChildProcess::receive(std::span<std::byte> bytes,
                                             const StopToken& stop) noexcept
{
    constexpr std::size_t kMost = 1 << 20;
    const HANDLE output = handleOf(m_output);
    int turns = 0;
    while (!bytes.empty()) {
        if (stop.stopRequested()) {
            return Received::Stopped;
        }
        DWORD waiting = 0;
        if (!waitToRead(output, waiting, turns)) {
            return Received::Ended;
        }
        DWORD count = 0;
        if (waiting > 0
            && ReadFile(output, bytes.data(), static_cast<DWORD>(std::min(bytes.size(), kMost)),
                        &count, nullptr)
                   == 0) {
            return Received::Ended;
        }
        bytes = bytes.subspan(count);
    }
    return Received::All;
}

ProcessEnd ChildProcess::end() noexcept
{
    if (m_process == kNone) {
        return {};
    }
    const Handle process(handleOf(std::exchange(m_process, kNone)));
    TerminateProcess(process.get(), kEnded); // nothing to one that is ending already
    const DWORD status = waitFor(process.get());
    CloseHandle(handleOf(m_input));
    CloseHandle(handleOf(m_output));
    ProcessEnd end{ProcessEnd::Kind::Other, "exit code " + std::to_string(status)};
    if (status == ParentLink::kNoMemory) {
        end.kind = ProcessEnd::Kind::NoMemory;
    } else if (status == ParentLink::kNoTime) {
        end.kind = ProcessEnd::Kind::NoTime;
    }
    return end;
}

} // namespace halftone
