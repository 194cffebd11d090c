// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/fail_calls.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <pthread.h>

/// Memory and threads that the system does not give.
namespace {

using namespace halftone::faults;

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
    if (!active || !fails(Memory)) {
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

} // namespace

extern "C" {

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                   void* argument)
{
    if (active && fails(Thread)) {
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
