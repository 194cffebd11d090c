// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

/// What operating systems do differently with files: files_posix.cpp or files_windows.cpp. Faults
/// are the system's own; Errors with sentences are made of them by the callers. Thread-safe, but
/// one object belongs to one thread.
namespace halftone {

/// Whether "a" and "A" name the same file, as they do on most disks of such a system.
extern const bool kNamesIgnoreCase;

/// The number of this process.
[[nodiscard]] long processId() noexcept;
/// False only where no process of this machine (or container) has that number.
[[nodiscard]] bool processRuns(long id) noexcept;
/// Name of this machine in its network; empty where it has none.
[[nodiscard]] std::string machineName();

/// Gives the file `from` the name `to` on the same file system; a file of that name is replaced in
/// one step, so that readers find the old one or the new one.
void replaceFile(const std::filesystem::path& from, const std::filesystem::path& to,
                 std::error_code& error);

/// Whether this user may write to a file, or make files in a folder, that is there; where not,
/// `error` says why.
[[nodiscard]] bool mayWrite(const std::filesystem::path& path, std::error_code& error);

/// Waits until the content of a file is on its disk, which is when some file systems notice that it
/// does not fit.
void syncFile(const std::filesystem::path& file, std::error_code& error);
/// The same for the names in a folder; nothing on systems and folders that cannot.
void syncFolder(const std::filesystem::path& folder, std::error_code& error);

/// Opens a file for writing bytes, empty; null with errno set.
[[nodiscard]] std::FILE* openForWriting(const std::filesystem::path& path) noexcept;
/// The same, for writing behind what is there.
[[nodiscard]] std::FILE* openForAppending(const std::filesystem::path& path) noexcept;

/// A regular file, open for reading at any offset. Links to it are followed.
class RegularFile {
public:
    /// Opens it without ever waiting for anybody, as opening a pipe does. Not open where `error` is
    /// set: std::errc::not_supported for what is no regular file.
    RegularFile(const std::filesystem::path& path, std::error_code& error);
    ~RegularFile();
    RegularFile(const RegularFile&) = delete;
    RegularFile& operator=(const RegularFile&) = delete;

    /// Bytes when it was opened.
    [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }
    /// Copies up to `count` bytes from `offset`; 0 at the end, and with `error` where the system
    /// cannot read.
    std::size_t read(std::uint64_t offset, char* to, std::size_t count,
                     std::error_code& error) const;

private:
    static constexpr std::intptr_t kNone = -1;

    std::intptr_t m_handle = kNone;
    std::uint64_t m_size = 0;
};

/// A file whose lock one process at a time holds. The system takes the lock back when the process
/// ends, however it ends; it keeps nobody from reading or writing the file. Where the file system
/// knows no locks, everybody holds it.
class FileLock {
public:
    enum class Access {
        Owner,   ///< the file is for this user alone
        Default, ///< as the user's other files
    };

    FileLock() = default;
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock(); ///< gives the lock back; the file stays

    /// Makes an empty file, which must not be there (links count), and locks it. Not held: `error`.
    [[nodiscard]] static FileLock create(const std::filesystem::path& path, Access access,
                                         std::error_code& error);
    /// Locks a file that is there. Not held with an empty `error`: another holds it.
    [[nodiscard]] static FileLock take(const std::filesystem::path& path, std::error_code& error);

    [[nodiscard]] bool held() const noexcept { return m_handle != kNone; }
    /// Whether `path` still names the locked file, which another may have removed meanwhile.
    [[nodiscard]] bool isStill(const std::filesystem::path& path) const;
    void release() noexcept;

private:
    static constexpr std::intptr_t kNone = -1;

    std::intptr_t m_handle = kNone;
};

} // namespace halftone
