// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace halftone {

/// What ThreadPool does with the standard library alone, where oneTBB is missing: threads that wait
/// for work and share the indices of a call with its caller. Thread-safe as ThreadPool; a body may
/// call parallelFor itself, for no caller waits for a thread that has not begun with its work.
class WorkerThreads {
public:
    /// For `threads` at once, at least 1, one of which is the caller. Fewer where the system gives
    /// no more.
    explicit WorkerThreads(int threads);
    /// After the last call has returned.
    ~WorkerThreads();
    WorkerThreads(const WorkerThreads&) = delete;
    WorkerThreads& operator=(const WorkerThreads&) = delete;

    [[nodiscard]] int threads() const noexcept { return static_cast<int>(m_threads.size()) + 1; }

    /// As ThreadPool::parallelFor.
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body);

private:
    struct Call;

    void work();
    void runIndices(Call& call);

    std::mutex m_mutex;
    std::condition_variable m_begun; ///< a call, or the end of all
    std::condition_variable m_left;  ///< a thread has left a call
    std::list<Call*> m_calls;        ///< that may have indices left, the oldest first
    bool m_isEnding = false;
    std::vector<std::thread> m_threads;
};

} // namespace halftone
