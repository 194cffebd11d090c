// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace halftone {

namespace fs = std::filesystem;

namespace {

std::error_code lastError()
{
    return {errno, std::system_category()};
}

int descriptorOf(std::intptr_t handle)
{
    return static_cast<int>(handle);
}

/// Some file systems cannot synchronise what they keep elsewhere; that is no fault of the content.
bool cannotSync(int error)
{
    return error == EINVAL || error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS;
}

void sync(const fs::path& path, int flags, std::error_code& error)
{
    error.clear();
    const int file = open(path.c_str(), flags | O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        error = lastError();
        return;
    }
    int result = 0;
    do {
        result = fsync(file);
    } while (result != 0 && errno == EINTR);
    if (result != 0 && !cannotSync(errno)) {
        error = lastError();
    }
    if (close(file) != 0 && !error && errno != EINTR) {
        error = lastError();
    }
}

} // namespace

#ifdef __APPLE__
const bool kNamesIgnoreCase = true;
#else
const bool kNamesIgnoreCase = false;
#endif

long processId() noexcept
{
    return getpid();
}

bool processRuns(long id) noexcept
{
    return kill(static_cast<pid_t>(id), 0) == 0 || errno != ESRCH;
}

std::string machineName()
{
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data())
                                                          : std::string();
}

void replaceFile(const fs::path& from, const fs::path& to, std::error_code& error)
{
    fs::rename(from, to, error);
}

bool mayWrite(const fs::path& path, std::error_code& error)
{
    error.clear();
    const int wanted = fs::is_directory(path, error) ? W_OK | X_OK : W_OK;
    if (!error && access(path.c_str(), wanted) != 0) {
        error = lastError();
    }
    return !error;
}

void syncFile(const fs::path& file, std::error_code& error)
{
    sync(file, 0, error);
}

void syncFolder(const fs::path& folder, std::error_code& error)
{
    sync(folder, O_DIRECTORY, error);
    if (error == std::errc::permission_denied) {
        error.clear(); // files may be made in folders that must not be listed
    }
}

std::FILE* openForWriting(const fs::path& path) noexcept
{
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return file >= 0 ? fdopen(file, "wb") : nullptr;
}

std::FILE* openForAppending(const fs::path& path) noexcept
{
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    return file >= 0 ? fdopen(file, "ab") : nullptr;
}

RegularFile::RegularFile(const fs::path& path, std::error_code& error)
{
    error.clear();
    struct stat status {};
    // Asked first, because opening alone already acts on some devices; asked again of what was
    // opened, because the name may mean something else by then.
    if (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
        error = std::make_error_code(std::errc::not_supported);
        return;
    }
    int file = -1;
    do {
        file = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    } while (file < 0 && errno == EINTR);
    if (file < 0 || fstat(file, &status) != 0) {
        error = lastError();
    } else if (!S_ISREG(status.st_mode)) {
        error = std::make_error_code(std::errc::not_supported);
    }
    if (error && file >= 0) {
        close(file);
    } else if (!error) {
        m_handle = file;
        m_size = static_cast<std::uint64_t>(status.st_size);
    }
}

RegularFile::~RegularFile()
{
    if (m_handle != kNone) {
        close(descriptorOf(m_handle));
    }
}

std::size_t RegularFile::read(std::uint64_t offset, char* to, std::size_t count,
                              std::error_code& error) const
{
    constexpr std::size_t kMost = std::size_t{1} << 24; // so that a signal is seen between two
    constexpr auto kLastOffset = std::uint64_t{1} << 62;
    error.clear();
    if (offset > kLastOffset) {
        return 0;
    }
    ssize_t got = 0;
    do {
        got = pread(descriptorOf(m_handle), to, std::min(count, kMost), static_cast<off_t>(offset));
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        error = lastError();
    }
    return got < 0 ? 0 : static_cast<std::size_t>(got);
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
        close(descriptorOf(std::exchange(m_handle, kNone)));
    }
}

FileLock FileLock::create(const fs::path& path, Access access, std::error_code& error)
{
    error.clear();
    FileLock lock;
    const mode_t mode = access == Access::Owner ? 0600 : 0666; // less the user's mask
    lock.m_handle = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (!lock.held()) {
        error = lastError();
        return lock;
    }
    if (flock(descriptorOf(lock.m_handle), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        lock.release(); // another was faster between the two calls
    }
    return lock;
}

FileLock FileLock::take(const fs::path& path, std::error_code& error)
{
    error.clear();
    FileLock lock;
    // O_NONBLOCK: whoever made a pipe of that name must not make this wait.
    lock.m_handle = open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (!lock.held()) {
        error = lastError();
        return lock;
    }
    if (flock(descriptorOf(lock.m_handle), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        lock.release();
    }
    return lock;
}

bool FileLock::isStill(const fs::path& path) const
{
    struct stat mine {};
    struct stat named {};
    return held() && fstat(descriptorOf(m_handle), &mine) == 0 && lstat(path.c_str(), &named) == 0
           && mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

} // namespace halftone
