// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"
#include "core/base/platform/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <io.h>
#include <utility>

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX 1
#include <windows.h>

namespace halftone {

namespace fs = std::filesystem;

namespace {

constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

std::error_code lastError()
{
    return {static_cast<int>(GetLastError()), std::system_category()};
}

HANDLE handleOf(std::intptr_t handle)
{
    return reinterpret_cast<HANDLE>(handle);
}

/// Locks bytes behind the end of any file, since here locked bytes cannot be read or written. False
/// where another has them.
bool lockHandle(HANDLE file)
{
    OVERLAPPED place{};
    place.Offset = 0xffff'0000;
    place.OffsetHigh = 0x7fff'ffff;
    return LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place)
               != 0
           || (GetLastError() != ERROR_LOCK_VIOLATION && GetLastError() != ERROR_IO_PENDING);
}

} // namespace

const bool kNamesIgnoreCase = true;

long processId() noexcept
{
    return static_cast<long>(GetCurrentProcessId());
}

bool processRuns(long id) noexcept
{
    const HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(id));
    if (process == nullptr) {
        return GetLastError() != ERROR_INVALID_PARAMETER;
    }
    const bool runs = WaitForSingleObject(process, 0) == WAIT_TIMEOUT;
    CloseHandle(process);
    return runs;
}

std::string machineName()
{
    std::array<wchar_t, MAX_COMPUTERNAME_LENGTH + 1> name{};
    auto length = static_cast<DWORD>(name.size());
    return GetComputerNameW(name.data(), &length) != 0 ? toUtf8(fs::path(name.data()))
                                                       : std::string();
}

void replaceFile(const fs::path& from, const fs::path& to, std::error_code& error)
{
    error.clear();
    if (MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)
        == 0) {
        error = lastError();
    }
}

bool mayWrite(const fs::path& path, std::error_code& error)
{
    error.clear();
    constexpr int kWrite = 2;
    if (_waccess(path.c_str(), kWrite) != 0) {
        error = {errno, std::generic_category()};
    }
    return !error;
}

void syncFile(const fs::path& file, std::error_code& error)
{
    error.clear();
    const HANDLE opened = CreateFileW(file.c_str(), GENERIC_WRITE, kShareAll, nullptr,
                                      OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (opened == INVALID_HANDLE_VALUE) {
        error = lastError();
        return;
    }
    if (FlushFileBuffers(opened) == 0) {
        error = lastError();
    }
    CloseHandle(opened);
}

void syncFolder(const fs::path&, std::error_code& error)
{
    error.clear(); // MOVEFILE_WRITE_THROUGH has waited for the name
}

std::FILE* openForWriting(const fs::path& path) noexcept
{
    return _wfopen(path.c_str(), L"wb");
}

std::FILE* openForAppending(const fs::path& path) noexcept
{
    return _wfopen(path.c_str(), L"ab");
}

RegularFile::RegularFile(const fs::path& path, std::error_code& error)
{
    error.clear();
    const DWORD attributes = GetFileAttributesW(path.c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
        error = std::make_error_code(std::errc::not_supported);
        return;
    }
    const HANDLE opened = CreateFileW(path.c_str(), GENERIC_READ, kShareAll, nullptr, OPEN_EXISTING,
                                      FILE_ATTRIBUTE_NORMAL, nullptr);
    LARGE_INTEGER size{};
    if (opened == INVALID_HANDLE_VALUE) {
        error = lastError();
        return;
    }
    if (GetFileType(opened) != FILE_TYPE_DISK) { // a pipe, or a device such as CON
        error = std::make_error_code(std::errc::not_supported);
    } else if (GetFileSizeEx(opened, &size) == 0) {
        error = lastError();
    }
    if (error) {
        CloseHandle(opened);
        return;
    }
    m_handle = reinterpret_cast<std::intptr_t>(opened);
    m_size = static_cast<std::uint64_t>(size.QuadPart);
}

RegularFile::~RegularFile()
{
    if (m_handle != kNone) {
        CloseHandle(handleOf(m_handle));
    }
}

std::size_t RegularFile::read(std::uint64_t offset, char* to, std::size_t count,
                              std::error_code& error) const
{
    constexpr std::size_t kMost = std::size_t{1} << 24;
    constexpr auto kLastOffset = std::uint64_t{1} << 62;
    error.clear();
    if (offset > kLastOffset) {
        return 0;
    }
    OVERLAPPED place{};
    place.Offset = static_cast<DWORD>(offset);
    place.OffsetHigh = static_cast<DWORD>(offset >> 32);
    DWORD got = 0;
    if (ReadFile(handleOf(m_handle), to, static_cast<DWORD>(std::min(count, kMost)), &got, &place)
            == 0
        && GetLastError() != ERROR_HANDLE_EOF) {
        error = lastError();
        return 0;
    }
    return got;
}

FileLock::FileLock(FileLock&& other) noexcept : m_handle(std::exchange(other.m_handle, kNone)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    std::swap(m_handle, other.m_handle);
    return *this;
}

FileLock::~FileLock()
{
    release();
}

void FileLock::release() noexcept
{
    if (held()) {
        CloseHandle(handleOf(std::exchange(m_handle, kNone)));
    }
}

FileLock FileLock::create(const fs::path& path, Access, std::error_code& error)
{
    error.clear();
    FileLock lock;
    // Reading is all that is asked for: libraries open the file without allowing other writers.
    const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, kShareAll, nullptr, CREATE_NEW,
                                    FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) {
        error = lastError();
        return lock;
    }
    lock.m_handle = reinterpret_cast<std::intptr_t>(file);
    if (!lockHandle(file)) {
        lock.release();
    }
    return lock;
}

FileLock FileLock::take(const fs::path& path, std::error_code& error)
{
    error.clear();
    FileLock lock;
    const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, kShareAll, nullptr, OPEN_EXISTING,
                                    FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) {
        error = lastError();
        return lock;
    }
    lock.m_handle = reinterpret_cast<std::intptr_t>(file);
    if (!lockHandle(file)) {
        lock.release();
    }
    return lock;
}

bool FileLock::isStill(const fs::path& path) const
{
    const HANDLE other = CreateFileW(path.c_str(), 0, kShareAll, nullptr, OPEN_EXISTING,
                                     FILE_ATTRIBUTE_NORMAL, nullptr);
    if (other == INVALID_HANDLE_VALUE) {
        return false;
    }
    BY_HANDLE_FILE_INFORMATION mine{};
    BY_HANDLE_FILE_INFORMATION named{};
    const bool read = held() && GetFileInformationByHandle(handleOf(m_handle), &mine) != 0
                      && GetFileInformationByHandle(other, &named) != 0;
    CloseHandle(other);
    return read && mine.dwVolumeSerialNumber == named.dwVolumeSerialNumber
           && mine.nFileIndexHigh == named.nFileIndexHigh
           && mine.nFileIndexLow == named.nFileIndexLow;
}

} // namespace halftone
