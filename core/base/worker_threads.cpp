// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/worker_threads.h"

#include <atomic>
#include <exception>
#include <system_error>

namespace halftone {

/// One parallelFor, on its caller's stack.
struct WorkerThreads::Call {
    const std::function<void(std::size_t)>& body;
    std::size_t count;
    std::atomic<std::size_t> next{0};
    // Guarded by the mutex.
    int workers = 0; ///< threads in it, beside the caller
    std::exception_ptr error{};
};

WorkerThreads::WorkerThreads(int threads)
{
    try {
        for (int i = 1; i < threads; ++i) {
            m_threads.emplace_back([this] { work(); });
        }
    } catch (const std::system_error&) {
        // The system gives no more: results do not depend on how many there are.
    }
}

WorkerThreads::~WorkerThreads()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_begun.notify_all();
    for (std::thread& thread : m_threads) {
        thread.join();
    }
}

void WorkerThreads::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_begun.wait(lock, [&] { return m_isEnding || !m_calls.empty(); });
        if (m_isEnding) {
            return;
        }
        Call& call = *m_calls.front();
        ++call.workers;
        lock.unlock();
        runIndices(call);
        lock.lock();
        m_calls.remove(&call); // nothing is left of it
        --call.workers;
        m_left.notify_all();
    }
}

void WorkerThreads::runIndices(Call& call)
{
    try {
        while (true) {
            const std::size_t i = call.next.fetch_add(1, std::memory_order_relaxed);
            if (i >= call.count) {
                return;
            }
            call.body(i);
        }
    } catch (...) {
        call.next.store(call.count, std::memory_order_relaxed);
        const std::lock_guard lock(m_mutex);
        if (call.error == nullptr) {
            call.error = std::current_exception();
        }
    }
}

void WorkerThreads::parallelFor(std::size_t count, const std::function<void(std::size_t)>& body)
{
    if (count < 2 || m_threads.empty()) {
        for (std::size_t i = 0; i < count; ++i) {
            body(i);
        }
        return;
    }
    Call call{body, count};
    {
        const std::lock_guard lock(m_mutex);
        m_calls.push_back(&call);
    }
    m_begun.notify_all();
    runIndices(call);
    std::unique_lock lock(m_mutex);
    m_calls.remove(&call);
    m_left.wait(lock, [&] { return call.workers == 0; });
    if (call.error != nullptr) {
        std::rethrow_exception(call.error);
    }
}

} // namespace halftone
