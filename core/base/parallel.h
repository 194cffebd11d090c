// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace halftone {

/// One for each of the machine where `threads` is 0, else as many.
[[nodiscard]] int resolveThreads(int threads) noexcept;

/// Throws Error{Unsupported} where the system does not give so many threads beside this one (a
/// limit of the shell, the user or a container). To be asked before libraries that start threads:
/// some wait for ever for one that did not start, or end the program.
void requireThreads(int count);

/// The application's pool of worker threads, the only user of oneTBB; where that is missing, or
/// HALFTONE_WITH_TBB is off, the threads are our own (worker_threads.h). Created once by the
/// application and passed to whoever needs it. Results never depend on the thread count: work is
/// split into independent indices, no reduction order is left to the scheduler.
/// Thread-safe: several threads may call parallelFor at the same time.
class ThreadPool {
public:
    /// `threads` = 0 means one per hardware thread. 1 runs everything on the calling thread. Throws
    /// as requireThreads() does.
    explicit ThreadPool(int threads = 0);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    [[nodiscard]] int threads() const noexcept;

    /// Calls body(i) once for every i in [0, count) and returns when all are done. The first
    /// exception thrown by a body is rethrown here; indices not yet started are then skipped.
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace halftone
