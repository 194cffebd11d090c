// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/fail_calls.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/// What fail_calls.h promises of the environment, and where counting begins and ends.
namespace halftone::faults {

std::atomic<bool> active{false};
Fault fault;

namespace {

Counts s_own{};
Counts* s_counts = &s_own;
std::array<char, 1024> s_below{};
bool s_startsBelow = false; ///< relative names count

} // namespace

bool isNameBelow(const char* path)
{
    const std::size_t length = std::strlen(s_below.data());
    if (length == 0 || path == nullptr) {
        return false;
    }
    if (path[0] != '/') {
        return s_startsBelow;
    }
    return std::strncmp(path, s_below.data(), length) == 0
           && (path[length] == '/' || path[length] == '\0');
}

bool hasFailed()
{
    return s_counts->failed > 0;
}

bool fails(Kind kind)
{
    const std::int64_t number = ++s_counts->calls[kind];
    const bool hit =
        kind == fault.kind && (number == fault.number || (number > fault.number && fault.andAfter));
    if (hit) {
        ++s_counts->failed;
    }
    return hit;
}

namespace {

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
        const char* name = kNames[static_cast<std::size_t>(i)];
        fault.kind = std::strcmp(name, kind.data()) == 0 ? i : fault.kind;
    }
    fault.number = number;
    fault.andAfter = all;
    fault.isShort = std::strcmp(how.data(), "SHORT") == 0;
    fault.fillsDisk = std::strcmp(how.data(), "FULL") == 0;
    fault.error = fault.fillsDisk ? ENOSPC : errorOf(how.data());
}

/// Counts in a file from now on.
void share(const char* path)
{
    const auto file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC));
    void* const memory = mmap(nullptr, sizeof(Counts), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory != MAP_FAILED) {
        s_counts = static_cast<Counts*>(memory);
    }
    syscall(SYS_close, file);
}

void begin()
{
    if (const char* below = std::getenv("HALFTONE_FAULT_BELOW"); below != nullptr) {
        std::snprintf(s_below.data(), s_below.size(), "%s", below);
    }
    if (const char* file = std::getenv("HALFTONE_FAULT_REPORT"); file != nullptr) {
        share(file);
    }
    if (const char* fault = std::getenv("HALFTONE_FAULT"); fault != nullptr) {
        readFault(fault);
    }
    std::array<char, 1024> here{};
    if (getcwd(here.data(), here.size() - 1) != nullptr) {
        std::strcat(here.data(), "/");
        s_startsBelow = isNameBelow(here.data());
    }
    active = true;
}

using Main = int (*)(int, char**, char**);
Main s_main = nullptr;

int countedMain(int argc, char** argv, char** environment)
{
    begin();
    const int code = s_main(argc, argv, environment);
    active = false;
    return code;
}

} // namespace
} // namespace halftone::faults

using namespace halftone::faults;

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
    active = false;
    next<void (*)(int)>("exit")(code);
    __builtin_unreachable();
}

} // extern "C"
