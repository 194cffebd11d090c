// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/base/progress.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <utility>

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX 1
#include <windows.h>
// after windows.h, which they need
#include <psapi.h>
#include <shellapi.h>

namespace halftone {

namespace fs = std::filesystem;

namespace {

std::wstring wide(std::string_view text)
{
    return fromUtf8(text).wstring();
}

std::string narrow(const std::wstring& text)
{
    return toUtf8(fs::path(text));
}

struct HandleCloser {
    void operator()(HANDLE handle) const noexcept { CloseHandle(handle); }
};
using Handle = std::unique_ptr<void, HandleCloser>;

} // namespace

// --- This program
// ---------------------------------------------------------------------------------

fs::path executablePath()
{
    constexpr std::size_t kLongestPath = 32768;
    std::wstring buffer(kLongestPath, L'\0');
    const DWORD length =
        GetModuleFileNameW(nullptr, buffer.data(), static_cast<DWORD>(buffer.size()));
    if (length == 0) {
        return {};
    }
    buffer.resize(length);
    std::error_code error;
    fs::path resolved = fs::weakly_canonical(buffer, error);
    return error ? fs::path(buffer) : resolved;
}

std::vector<std::string> commandLineArguments(int argc, const char* const* argv)
{
    int count = 0;
    const std::unique_ptr<wchar_t*, decltype(&LocalFree)> words(
        CommandLineToArgvW(GetCommandLineW(), &count), &LocalFree);
    if (words == nullptr) {
        return {argv + std::min(argc, 1), argv + argc};
    }
    std::vector<std::string> arguments;
    for (int i = 1; i < count; ++i) {
        arguments.push_back(narrow(words.get()[i]));
    }
    return arguments;
}

std::optional<std::size_t> peakResidentBytes()
{
    PROCESS_MEMORY_COUNTERS counters{};
    counters.cb = sizeof counters;
    if (K32GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) == 0) {
        return std::nullopt;
    }
    return counters.PeakWorkingSetSize;
}

namespace {

/// Exit code of a process that Ctrl-C ended, as on other systems.
constexpr UINT kInterrupted = 130;

// The system calls the handler on a thread of its own, which can reach nothing but a global.
std::atomic<StopSource*> s_interrupt{nullptr};
std::atomic<unsigned> s_patienceSeconds{kInterruptPatience.count()};

/// Names of files, in memory that is always there: one may be read that is being forgotten, which
/// then names nothing any more.
struct Slot {
    std::atomic<bool> taken{false};
    std::atomic<bool> named{false};
    std::array<wchar_t, 4096> name{};
};
std::array<Slot, 16> s_temporaries;

[[noreturn]] void endInterrupted()
{
    for (const Slot& slot : s_temporaries) {
        if (slot.named.load()) {
            DeleteFileW(slot.name.data());
        }
    }
    ExitProcess(kInterrupted);
}

DWORD WINAPI endAfterPatience(void*)
{
    Sleep(1000 * s_patienceSeconds.load());
    endInterrupted();
}

BOOL WINAPI onConsoleEvent(DWORD event)
{
    StopSource* source = s_interrupt.load();
    if (source->stopRequested()) {
        endInterrupted(); // asked twice: do not wait for the work to notice
    }
    source->requestStop();
    if (const HANDLE waiting = CreateThread(nullptr, 0, &endAfterPatience, nullptr, 0, nullptr);
        waiting != nullptr) {
        CloseHandle(waiting);
    }
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) {
        Sleep(INFINITE); // the console closes: the process ends when this returns, or in seconds
    }
    return TRUE;
}

} // namespace

StopToken stopOnInterrupt()
{
    static auto* const s_source = new StopSource; // for ever: events come until the very end
    s_interrupt = s_source;
    SetConsoleCtrlHandler(&onConsoleEvent, TRUE);
    return s_source->token();
}

RemovedOnInterrupt::RemovedOnInterrupt(const fs::path& file) noexcept
{
    const std::wstring& name = file.native();
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

void letOverlongWritesFail() {}

// --- Environment
// ----------------------------------------------------------------------------------

const char kPathListSeparator = ';';

std::optional<std::string> environmentVariable(const char* name)
{
    // The C library's copy, which setDefaultEnvironment() writes too.
    const wchar_t* value = _wgetenv(wide(name).c_str());
    return value != nullptr && *value != L'\0' ? std::optional<std::string>(narrow(value))
                                               : std::nullopt;
}

void setDefaultEnvironment(const char* name, const char* value)
{
    const std::wstring key = wide(name);
    if (_wgetenv(key.c_str()) == nullptr) {
        _wputenv_s(key.c_str(), wide(value).c_str());
    }
}

fs::path userCacheFolder()
{
    return fromUtf8(environmentVariable("LOCALAPPDATA").value_or(""));
}

// --- Terminal
// -------------------------------------------------------------------------------------

std::optional<int> standardErrorColumns()
{
    const HANDLE console = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode = 0;
    if (GetConsoleMode(console, &mode) == 0
        || SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) == 0) {
        return std::nullopt;
    }
    constexpr int kUsual = 80;
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (GetConsoleScreenBufferInfo(console, &info) == 0) {
        return kUsual;
    }
    return info.srWindow.Right - info.srWindow.Left + 1;
}

void useUtf8Console()
{
    SetConsoleOutputCP(CP_UTF8);
}

// --- Processes and libraries
// ----------------------------------------------------------------------

namespace {

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

/// A started child and the reading end of its standard output.
struct Child {
    Handle process;
    Handle output;
};

/// Starts a command line whose output goes to one handle and whose other streams are another;
/// of all handles that could be inherited it gets these two. Null if that fails.
Handle startInto(const fs::path& program, std::wstring line, HANDLE output, HANDLE nothing)
{
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    std::vector<std::byte> memory(size);
    auto* const list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory.data());
    if (InitializeProcThreadAttributeList(list, 1, 0, &size) == 0) {
        return nullptr;
    }
    std::array<HANDLE, 2> inherited{output, nothing};
    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof startup;
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = nothing;
    startup.StartupInfo.hStdOutput = output;
    startup.StartupInfo.hStdError = nothing;
    startup.lpAttributeList = list;
    PROCESS_INFORMATION process{};
    const bool started =
        UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, inherited.data(),
                                  sizeof inherited, nullptr, nullptr)
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

std::optional<Child> start(const fs::path& program, const std::vector<std::string>& arguments)
{
    std::wstring line = quoted(program.wstring());
    for (const std::string& argument : arguments) {
        line += L' ' + quoted(wide(argument));
    }
    SECURITY_ATTRIBUTES inheritable{sizeof inheritable, nullptr, TRUE};
    HANDLE readEnd = nullptr;
    HANDLE writeEnd = nullptr;
    if (CreatePipe(&readEnd, &writeEnd, &inheritable, 0) == 0) {
        return std::nullopt;
    }
    Child child{nullptr, Handle(readEnd)};
    const Handle output(writeEnd); // closed here, so that reading ends when the child's copy does
    const HANDLE opened =
        CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                    &inheritable, OPEN_EXISTING, 0, nullptr);
    if (opened == INVALID_HANDLE_VALUE) {
        return std::nullopt;
    }
    const Handle nothing(opened);
    child.process = startInto(program, std::move(line), output.get(), nothing.get());
    return child.process != nullptr ? std::optional<Child>(std::move(child)) : std::nullopt;
}

/// Reads until the child closes its output; false if stopped before.
bool readAll(const Child& child, const StopToken& stop, std::string& text)
{
    constexpr DWORD kPause = 10; // milliseconds: such pipes cannot be waited for
    std::array<char, 4096> buffer{};
    while (!stop.stopRequested()) {
        DWORD waiting = 0;
        if (PeekNamedPipe(child.output.get(), nullptr, 0, nullptr, &waiting, nullptr) == 0) {
            return true; // the other end is closed
        }
        if (waiting == 0) {
            Sleep(kPause);
            continue;
        }
        DWORD count = 0;
        if (ReadFile(child.output.get(), buffer.data(), static_cast<DWORD>(buffer.size()), &count,
                     nullptr)
            == 0) {
            return true;
        }
        text.append(buffer.data(), count);
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
        TerminateProcess(child->process.get(), kInterrupted); // its output would be lost anyway
    }
    WaitForSingleObject(child->process.get(), INFINITE);
    DWORD status = 1;
    GetExitCodeProcess(child->process.get(), &status);
    throwIfStopped(stop);
    if (status != 0) {
        return std::nullopt;
    }
    return text;
}

const char* const kModuleSuffix = ".dll";

void* moduleSymbol(const fs::path& module, const char* symbol)
{
    const HMODULE library = LoadLibraryW(module.c_str());
    if (library == nullptr) {
        const std::error_code error(static_cast<int>(GetLastError()), std::system_category());
        throw Error(ErrorCode::Unsupported,
                    "'" + toUtf8(module) + "' cannot be loaded (Windows error "
                        + std::to_string(error.value()) + ": " + error.message() + ").");
    }
    return reinterpret_cast<void*>(GetProcAddress(library, symbol));
}

} // namespace halftone
