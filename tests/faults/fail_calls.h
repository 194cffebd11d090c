// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <dlfcn.h>

/// A library for LD_PRELOAD (Linux, glibc) that counts what a program asks of the system, and lets
/// one of these calls fail. For inject_faults.py alone; nothing of Halftone knows it.
///
///   HALFTONE_FAULT=KIND:N[+]:HOW  the N-th call of a kind, from 1 (with +: and all after it)
///                                 fails. HOW is an errno's name (ENOSPC, EIO, EACCES, EAGAIN,
///                                 ENOMEM); of writes also SHORT (half of it is written, which is
///                                 no error) and FULL (half of it is written, and from then on the
///                                 disk is full).
///   HALFTONE_FAULT_BELOW=PATH     only this regular file, or regular files and names below this
///                                 folder count; absolute.
///   HALFTONE_FAULT_REPORT=FILE    is where the calls are counted: a Counts, which the caller makes
///                                 of zeros.
///
/// Counting begins with main() and ends with it. Processes that the program starts count along in
/// the same numbers, those that decode images for it above all.
/// glibc's own streams call the system past any library; fdopen() therefore gives streams that do
/// not. std::fstream calls read() and write().

namespace halftone::faults {

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

/// As inject_faults.py has them.
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

/// Shared by all processes of a run.
struct Counts {
    std::array<std::atomic<std::int64_t>, kKinds> calls; ///< in the order of Kind
    std::atomic<std::int64_t> failed;                    ///< calls that did
};

// Plain memory, for hooks of malloc that may come before any constructor.
extern std::atomic<bool> active; ///< between begin and end of main()
extern Fault fault;

[[nodiscard]] bool hasFailed();

/// Counts a call; true where it is to fail.
[[nodiscard]] bool fails(Kind kind);
/// Whether a name lies in the folder that counts.
[[nodiscard]] bool isNameBelow(const char* path);

/// The function that a hook stands for: HALFTONE_NEXT(fopen).
template <typename Function>
Function next(const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

#define HALFTONE_NEXT(name) (::halftone::faults::next<decltype(&(name))>(#name))

} // namespace halftone::faults
