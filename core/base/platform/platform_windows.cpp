// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
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

std::optional<std::size_t> availableMemoryBytes()
{
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    if (GlobalMemoryStatusEx(&status) == 0) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(status.ullAvailPhys);
}

std::optional<double> waitedForCpuSeconds()
{
    return std::nullopt;
}

void preferLargePages(std::span<std::byte> /*memory*/) noexcept {}

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

void useParentConsole()
{
    if (GetStdHandle(STD_OUTPUT_HANDLE) != nullptr || AttachConsole(ATTACH_PARENT_PROCESS) == 0) {
        return;
    }
    for (std::FILE* const stream : {stdout, stderr}) {
        if (std::freopen("CONOUT$", "w", stream) == nullptr) {
            return; // then nothing is printed, as before
        }
    }
    useUtf8Console();
}

void useUtf8Console()
{
    SetConsoleOutputCP(CP_UTF8);
}

// --- Libraries
// ------------------------------------------------------------------------------------

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
