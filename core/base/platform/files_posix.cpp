// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/files.h"

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

std::FILE* openForReading(const fs::path& path) noexcept
{
    const int file = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    return file >= 0 ? fdopen(file, "rb") : nullptr;
}

bool seekTo(std::FILE* file, std::uint64_t at) noexcept
{
    return fseeko(file, static_cast<off_t>(at), SEEK_SET) == 0;
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
