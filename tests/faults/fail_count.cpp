// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/fail_calls.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// What fail_calls.h promises of the environment, and where counting begins and ends.
namespace halftone::faults {

std::atomic<bool> active{false};
std::atomic<long> failed{0};
Fault fault;

namespace {

std::array<std::atomic<long>, kKinds> s_counts{};
std::array<char, 1024> s_below{};
std::array<char, 1024> s_report{};
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

/// Counts a call; true where it is to fail.
bool fails(Kind kind)
{
    const long number = ++s_counts[kind];
    const bool hit =
        kind == fault.kind && (number == fault.number || (number > fault.number && fault.andAfter));
    if (hit) {
        ++failed;
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
        fault.kind = std::strcmp(kNames[i], kind.data()) == 0 ? i : fault.kind;
    }
    fault.number = number;
    fault.andAfter = all;
    fault.isShort = std::strcmp(how.data(), "SHORT") == 0;
    fault.fillsDisk = std::strcmp(how.data(), "FULL") == 0;
    fault.error = fault.fillsDisk ? ENOSPC : errorOf(how.data());
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
    std::array<char, 1024> here{};
    if (getcwd(here.data(), here.size() - 1) != nullptr) {
        std::strcat(here.data(), "/");
        s_startsBelow = isNameBelow(here.data());
    }
    unsetenv("LD_PRELOAD");
    active = true;
}

void report()
{
    if (!active.exchange(false) || s_report[0] == '\0') {
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
    if (failed > 0 && fault.kind >= 0) {
        add("failed %s %ld\n", kNames[fault.kind], failed.load());
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

} // extern "C"
