// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/fail_calls.h"

#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/// Calls about files.
namespace {

using namespace halftone::faults;

bool isBelow(int file)
{
    struct stat status {};
    if (!active || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        return false;
    }
    std::array<char, 64> link{};
    std::array<char, 1200> path{};
    std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", file);
    return readlink(link.data(), path.data(), path.size() - 1) > 0 && isNameBelow(path.data());
}

bool failsAt(Kind kind, const char* path)
{
    if (!active || !isNameBelow(path) || !fails(kind)) {
        return false;
    }
    errno = fault.error;
    return true;
}

bool failsAt(Kind kind, int file)
{
    if (!isBelow(file) || !fails(kind)) {
        return false;
    }
    errno = fault.error;
    return true;
}

/// How many bytes a write may take: all, some, or -1 with errno.
ssize_t writable(int file, std::size_t count)
{
    if (!isBelow(file)) {
        return static_cast<ssize_t>(count);
    }
    if (fault.fillsDisk && hasFailed()) {
        errno = ENOSPC;
        return -1;
    }
    if (!fails(Write)) {
        return static_cast<ssize_t>(count);
    }
    if ((fault.isShort || fault.fillsDisk) && count > 1) {
        return static_cast<ssize_t>(count / 2);
    }
    errno = fault.error != 0 ? fault.error : ENOSPC;
    return fault.isShort ? static_cast<ssize_t>(count) : -1;
}

bool writes(int file)
{
    return (fcntl(file, F_GETFL) & O_ACCMODE) != O_RDONLY;
}

// --- Streams that call read() and write() where they can be hooked ---

int fileOf(void* cookie)
{
    return static_cast<int>(reinterpret_cast<std::intptr_t>(cookie));
}

ssize_t streamRead(void* cookie, char* to, std::size_t count)
{
    return read(fileOf(cookie), to, count);
}

ssize_t streamWrite(void* cookie, const char* from, std::size_t count)
{
    std::size_t done = 0;
    while (done < count) { // glibc's streams go on after a short write
        const ssize_t written = write(fileOf(cookie), from + done, count - done);
        if (written < 0) {
            break;
        }
        done += static_cast<std::size_t>(written);
    }
    return static_cast<ssize_t>(done);
}

int streamSeek(void* cookie, off64_t* at, int whence)
{
    *at = lseek64(fileOf(cookie), *at, whence);
    return *at < 0 ? -1 : 0;
}

int streamClose(void* cookie)
{
    return close(fileOf(cookie));
}

mode_t modeOf(int flags, std::va_list arguments)
{
    return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
}

bool openFails(const char* path, int flags)
{
    return failsAt((flags & O_CREAT) != 0 ? Create : Open, path);
}

} // namespace

extern "C" {

ssize_t write(int file, const void* from, std::size_t count)
{
    const ssize_t may = writable(file, count);
    return may < 0 ? -1 : syscall(SYS_write, file, from, static_cast<std::size_t>(may));
}

ssize_t writev(int file, const struct iovec* parts, int count)
{
    std::size_t bytes = 0;
    for (int i = 0; i < count; ++i) {
        bytes += parts[i].iov_len;
    }
    const ssize_t may = writable(file, bytes);
    if (may < 0) {
        return -1;
    }
    if (static_cast<std::size_t>(may) == bytes) {
        return syscall(SYS_writev, file, parts, count);
    }
    const std::size_t first = parts[0].iov_len;
    return syscall(SYS_write, file, parts[0].iov_base,
                   static_cast<std::size_t>(may) < first ? static_cast<std::size_t>(may) : first);
}

ssize_t pwrite64(int file, const void* from, std::size_t count, off64_t at)
{
    const ssize_t may = writable(file, count);
    return may < 0 ? -1 : syscall(SYS_pwrite64, file, from, static_cast<std::size_t>(may), at);
}

ssize_t pwrite(int file, const void* from, std::size_t count, off_t at)
{
    return pwrite64(file, from, count, at);
}

ssize_t read(int file, void* to, std::size_t count)
{
    return failsAt(Read, file) ? -1 : syscall(SYS_read, file, to, count);
}

ssize_t pread64(int file, void* to, std::size_t count, off64_t at)
{
    return failsAt(Read, file) ? -1 : syscall(SYS_pread64, file, to, count, at);
}

ssize_t pread(int file, void* to, std::size_t count, off_t at)
{
    return pread64(file, to, count, at);
}

int ftruncate64(int file, off64_t length)
{
    return failsAt(Truncate, file) ? -1 : static_cast<int>(syscall(SYS_ftruncate, file, length));
}

int ftruncate(int file, off_t length)
{
    return ftruncate64(file, length);
}

int fsync(int file)
{
    // Folders are synchronised, too: they are no regular files, but have a place.
    std::array<char, 64> link{};
    std::array<char, 1200> path{};
    std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", file);
    if (active && readlink(link.data(), path.data(), path.size() - 2) > 0) {
        std::strcat(path.data(), "/");
        if (failsAt(Sync, path.data())) {
            return -1;
        }
    }
    return static_cast<int>(syscall(SYS_fsync, file));
}

int fdatasync(int file)
{
    return failsAt(Sync, file) ? -1 : static_cast<int>(syscall(SYS_fdatasync, file));
}

int close(int file)
{
    const bool hit = isBelow(file) && writes(file) && fails(Close);
    const auto result = static_cast<int>(syscall(SYS_close, file));
    if (hit) {
        errno = fault.error;
    }
    return hit ? -1 : result;
}

int open(const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFails(path, flags)
               ? -1
               : static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

int open64(const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return open(path, flags, mode);
}

/// As std::filesystem opens folders to list them.
int openat(int folder, const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return folder == AT_FDCWD && openFails(path, flags)
               ? -1
               : static_cast<int>(syscall(SYS_openat, folder, path, flags, mode));
}

struct dirent* readdir(DIR* folder)
{
    std::array<char, 64> link{};
    std::array<char, 1200> path{};
    std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", dirfd(folder));
    if (active && readlink(link.data(), path.data(), path.size() - 1) > 0
        && failsAt(Read, path.data())) {
        return nullptr;
    }
    return HALFTONE_NEXT(readdir)(folder);
}

std::FILE* fopen64(const char* path, const char* mode)
{
    return openFails(path, mode[0] == 'r' ? 0 : O_CREAT) ? nullptr
                                                         : HALFTONE_NEXT(fopen64)(path, mode);
}

std::FILE* fopen(const char* path, const char* mode)
{
    return fopen64(path, mode);
}

std::FILE* fdopen(int file, const char* mode)
{
    if (!isBelow(file)) {
        return HALFTONE_NEXT(fdopen)(file, mode);
    }
    const cookie_io_functions_t calls = {streamRead, streamWrite, streamSeek, streamClose};
    return fopencookie(reinterpret_cast<void*>(static_cast<std::intptr_t>(file)), mode, calls);
}

int rename(const char* from, const char* to)
{
    return failsAt(Rename, to)
               ? -1
               : static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int link(const char* from, const char* to)
{
    return failsAt(Link, to) ? -1 : HALFTONE_NEXT(link)(from, to);
}

int unlink(const char* path)
{
    return failsAt(Unlink, path) ? -1 : HALFTONE_NEXT(unlink)(path);
}

int remove(const char* path)
{
    return failsAt(Unlink, path) ? -1 : HALFTONE_NEXT(remove)(path);
}

int mkdir(const char* path, mode_t mode)
{
    return failsAt(Mkdir, path) ? -1 : HALFTONE_NEXT(mkdir)(path, mode);
}

} // extern "C"
