// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0

/// A library for LD_PRELOAD (Linux, glibc) that counts what a program asks of the system, and lets
/// one of these calls fail. For inject_faults.py alone; nothing of Halftone knows it.
///
///   HALFTONE_FAULT=KIND:N[+]:HOW  the N-th call of a kind, from 1 (with +: and all after it)
///                                 fails. HOW is an errno's name (ENOSPC, EIO, EACCES, EAGAIN,
///                                 ENOMEM); of writes also SHORT (half of it is written, which is
///                                 no error) and FULL (half of it is written, and from then on the
///                                 disk is full).
///   HALFTONE_FAULT_BELOW=FOLDER   only regular files and names below it count; absolute.
///   HALFTONE_FAULT_REPORT=FILE    gets "KIND COUNT" of every kind at the end, and before it
///                                 "failed KIND" where the call was reached.
///
/// Counting begins with main() and ends with it, and children of the program are left alone.
/// glibc's own streams call the system past any library; fdopen() therefore gives streams that do
/// not. std::fstream calls read() and write().

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

enum Kind {
    Write,
    Truncate,
    Sync,
    Close,
    Create,
    Open,
    Read,
    Rename,
    Link,
    Unlink,
    Mkdir,
    Memory,
    Thread,
    kKinds,
};

constexpr std::array<const char*, kKinds> kNames = {
    "write",  "truncate", "sync",   "close", "create", "open",  "read",
    "rename", "link",     "unlink", "mkdir", "memory", "thread"};

struct Fault {
    int kind = -1;
    long number = 0;
    bool andAfter = false;
    int error = 0;
    bool isShort = false;
    bool fillsDisk = false;
};

// Plain memory, for hooks of malloc that may come before any constructor.
std::atomic<bool> s_active{false};
std::array<std::atomic<long>, kKinds> s_counts{};
std::atomic<long> s_failed{0};
Fault s_fault;
std::array<char, 1024> s_below{};
std::array<char, 1024> s_report{};

template <typename Function>
Function next(const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// The function that a hook of this name stands for.
#define HALFTONE_NEXT(name) (next<decltype(&(name))>(#name))

bool isBelow(const char* path)
{
    const std::size_t length = std::strlen(s_below.data());
    return length > 0 && path != nullptr && std::strncmp(path, s_below.data(), length) == 0
           && path[length] == '/';
}

bool isBelow(int file)
{
    struct stat status {};
    if (!s_active || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        return false;
    }
    std::array<char, 64> link{};
    std::array<char, 1200> path{};
    std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", file);
    return readlink(link.data(), path.data(), path.size() - 1) > 0 && isBelow(path.data());
}

/// Counts a call; true where it is to fail.
bool fails(Kind kind)
{
    const long number = ++s_counts[kind];
    const bool hit = kind == s_fault.kind
                     && (number == s_fault.number || (number > s_fault.number && s_fault.andAfter));
    if (hit) {
        ++s_failed;
    }
    return hit;
}

bool failsAt(Kind kind, const char* path)
{
    if (!s_active || !isBelow(path) || !fails(kind)) {
        return false;
    }
    errno = s_fault.error;
    return true;
}

bool failsAt(Kind kind, int file)
{
    if (!isBelow(file) || !fails(kind)) {
        return false;
    }
    errno = s_fault.error;
    return true;
}

int errorOf(const char* name)
{
    struct Named {
        const char* name;
        int error;
    };
    constexpr std::array<Named, 5> kErrors = {{{"ENOSPC", ENOSPC},
                                               {"EIO", EIO},
                                               {"EACCES", EACCES},
                                               {"EAGAIN", EAGAIN},
                                               {"ENOMEM", ENOMEM}}};
    for (const Named& named : kErrors) {
        if (std::strcmp(name, named.name) == 0) {
            return named.error;
        }
    }
    return 0;
}

void readFault(const char* text)
{
    std::array<char, 16> kind{};
    std::array<char, 16> how{};
    std::array<char, 2> plus{};
    long number = 0;
    const bool all =
        std::sscanf(text, "%15[^:]:%ld%1[+]:%15s", kind.data(), &number, plus.data(), how.data())
        == 4;
    if (!all && std::sscanf(text, "%15[^:]:%ld:%15s", kind.data(), &number, how.data()) != 3) {
        return;
    }
    for (int i = 0; i < kKinds; ++i) {
        s_fault.kind = std::strcmp(kNames[i], kind.data()) == 0 ? i : s_fault.kind;
    }
    s_fault.number = number;
    s_fault.andAfter = all;
    s_fault.isShort = std::strcmp(how.data(), "SHORT") == 0;
    s_fault.fillsDisk = std::strcmp(how.data(), "FULL") == 0;
    s_fault.error = s_fault.fillsDisk ? ENOSPC : errorOf(how.data());
}

void begin()
{
    const auto keep = [](const char* name, std::array<char, 1024>& text) {
        if (const char* value = std::getenv(name); value != nullptr) {
            std::snprintf(text.data(), text.size(), "%s", value);
        }
    };
    keep("HALFTONE_FAULT_BELOW", s_below);
    keep("HALFTONE_FAULT_REPORT", s_report);
    if (const char* fault = std::getenv("HALFTONE_FAULT"); fault != nullptr) {
        readFault(fault);
    }
    unsetenv("LD_PRELOAD");
    s_active = true;
}

void report()
{
    if (!s_active.exchange(false) || s_report[0] == '\0') {
        return;
    }
    const auto file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, s_report.data(),
                                               O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    std::array<char, 1024> text{};
    int length = 0;
    const auto add = [&](const char* format, const char* name, long count) {
        length +=
            std::snprintf(text.data() + length, text.size() - static_cast<std::size_t>(length),
                          format, name, count);
    };
    if (s_failed > 0 && s_fault.kind >= 0) {
        add("failed %s %ld\n", kNames[s_fault.kind], s_failed.load());
    }
    for (int kind = 0; kind < kKinds; ++kind) {
        add("%s %ld\n", kNames[kind], s_counts[kind].load());
    }
    syscall(SYS_write, file, text.data(), length);
    syscall(SYS_close, file);
}

using Main = int (*)(int, char**, char**);
Main s_main = nullptr;

int countedMain(int argc, char** argv, char** environment)
{
    begin();
    const int code = s_main(argc, argv, environment);
    report();
    return code;
}

/// How many bytes a write may take: all, some, or -1 with errno.
ssize_t writable(int file, std::size_t count)
{
    if (!isBelow(file)) {
        return static_cast<ssize_t>(count);
    }
    if (s_fault.fillsDisk && s_failed > 0) {
        errno = ENOSPC;
        return -1;
    }
    if (!fails(Write)) {
        return static_cast<ssize_t>(count);
    }
    if ((s_fault.isShort || s_fault.fillsDisk) && count > 1) {
        return static_cast<ssize_t>(count / 2);
    }
    errno = s_fault.error != 0 ? s_fault.error : ENOSPC;
    return s_fault.isShort ? static_cast<ssize_t>(count) : -1;
}

bool writes(int file)
{
    return (fcntl(file, F_GETFL) & O_ACCMODE) != O_RDONLY;
}

// Early calls of dlsym() for memory.
alignas(16) std::array<char, 65536> s_early{};
std::atomic<std::size_t> s_earlyUsed{0};
thread_local bool t_looking = false;

bool isEarly(const void* address)
{
    const auto* at = static_cast<const char*>(address);
    return at >= s_early.data() && at < s_early.data() + s_early.size();
}

void* early(std::size_t bytes)
{
    return s_early.data() + s_earlyUsed.fetch_add((bytes + 15) / 16 * 16);
}

bool memoryFails()
{
    if (!s_active || !fails(Memory)) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

/// Looks a function for memory up once; null while that itself asks for memory.
template <typename Function>
Function memoryNext(std::atomic<Function>& known, const char* name)
{
    if (known.load() == nullptr && !t_looking) {
        t_looking = true;
        known = next<Function>(name);
        t_looking = false;
    }
    return known.load();
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

int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(),
                      void (*rtldFini)(), void* stackEnd)
{
    using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
    s_main = main;
    return next<Start>("__libc_start_main")(countedMain, argc, argv, init, fini, rtldFini,
                                            stackEnd);
}

void exit(int code)
{
    report();
    next<void (*)(int)>("exit")(code);
    __builtin_unreachable();
}

void _exit(int code)
{
    report();
    syscall(SYS_exit_group, code);
    __builtin_unreachable();
}

void _Exit(int code)
{
    _exit(code);
}

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
    if (s_active && readlink(link.data(), path.data(), path.size() - 2) > 0) {
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
        errno = s_fault.error;
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

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                   void* argument)
{
    if (s_active && fails(Thread)) {
        return EAGAIN;
    }
    return HALFTONE_NEXT(pthread_create)(thread, attributes, run, argument);
}

void* malloc(std::size_t bytes)
{
    static std::atomic<decltype(&malloc)> s_known{nullptr};
    const auto known = memoryNext(s_known, "malloc");
    return known == nullptr ? early(bytes) : memoryFails() ? nullptr : known(bytes);
}

void* calloc(std::size_t count, std::size_t bytes)
{
    static std::atomic<decltype(&calloc)> s_known{nullptr};
    const auto known = memoryNext(s_known, "calloc");
    return known == nullptr ? early(count * bytes) : memoryFails() ? nullptr : known(count, bytes);
}

void* realloc(void* address, std::size_t bytes)
{
    static std::atomic<decltype(&realloc)> s_known{nullptr};
    const auto known = memoryNext(s_known, "realloc");
    if (known == nullptr || isEarly(address)) {
        void* const moved = malloc(bytes);
        return address == nullptr ? moved : std::memcpy(moved, address, bytes);
    }
    return memoryFails() ? nullptr : known(address, bytes);
}

void free(void* address)
{
    static std::atomic<decltype(&free)> s_known{nullptr};
    if (address != nullptr && !isEarly(address)) {
        if (const auto known = memoryNext(s_known, "free"); known != nullptr) {
            known(address);
        }
    }
}

int posix_memalign(void** address, std::size_t alignment, std::size_t bytes)
{
    static std::atomic<decltype(&posix_memalign)> s_known{nullptr};
    return memoryFails() ? ENOMEM
                         : memoryNext(s_known, "posix_memalign")(address, alignment, bytes);
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes)
{
    static std::atomic<decltype(&aligned_alloc)> s_known{nullptr};
    return memoryFails() ? nullptr : memoryNext(s_known, "aligned_alloc")(alignment, bytes);
}

void* memalign(std::size_t alignment, std::size_t bytes)
{
    using Function = void* (*)(std::size_t, std::size_t);
    static std::atomic<Function> s_known{nullptr};
    return memoryFails() ? nullptr : memoryNext(s_known, "memalign")(alignment, bytes);
}

} // extern "C"
