// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.h"

#include "core/base/error.h"

#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#ifdef HALFTONE_HAVE_TBB
#include <optional>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#else
#include "core/base/worker_threads.h"
#endif

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace halftone {

#ifdef HALFTONE_HAVE_TBB

namespace {

/// Tells the thread sanitizer what oneTBB, which is built without it, guarantees: what was done
/// before parallelFor is seen by every call of its body, and what those did is seen after it.
class Handover {
public:
    void give() noexcept
    {
#ifdef __SANITIZE_THREAD__
        __tsan_release(this);
#endif
    }
    void take() noexcept
    {
#ifdef __SANITIZE_THREAD__
        __tsan_acquire(this);
#endif
    }
};

/// At the end of a body or a call, also where that throws.
class GiveAtEnd {
public:
    explicit GiveAtEnd(Handover& handover) noexcept : m_handover(handover) {}
    ~GiveAtEnd() { m_handover.give(); }
    GiveAtEnd(const GiveAtEnd&) = delete;
    GiveAtEnd& operator=(const GiveAtEnd&) = delete;

private:
    Handover& m_handover;
};

class TakeAtEnd {
public:
    explicit TakeAtEnd(Handover& handover) noexcept : m_handover(handover) {}
    ~TakeAtEnd() { m_handover.take(); }
    TakeAtEnd(const TakeAtEnd&) = delete;
    TakeAtEnd& operator=(const TakeAtEnd&) = delete;

private:
    Handover& m_handover;
};

} // namespace

struct ThreadPool::Impl {
    explicit Impl(int threads) : arena(threads)
    {
        // More threads than cores: oneTBB refuses, and says so on stderr, unless it is allowed to.
        if (threads > tbb::info::default_concurrency()) {
            limit.emplace(tbb::global_control::max_allowed_parallelism,
                          static_cast<std::size_t>(threads));
        }
    }
    std::optional<tbb::global_control> limit;
    // parallelFor is const for its callers: the arena's scheduling state is not theirs to see.
    mutable tbb::task_arena arena;

    [[nodiscard]] int threads() const { return arena.max_concurrency(); }
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) const
    {
        if (count < 2 || threads() < 2) {
            for (std::size_t i = 0; i < count; ++i) {
                body(i);
            }
            return;
        }
        Handover toBodies;
        Handover fromBodies;
        toBodies.give();
        const TakeAtEnd done(fromBodies);
        arena.execute([&] {
            tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
                toBodies.take();
                const GiveAtEnd leave(fromBodies);
                body(i);
            });
        });
    }
};

#else

struct ThreadPool::Impl : WorkerThreads {
    using WorkerThreads::WorkerThreads;
};

#endif

int resolveThreads(int threads) noexcept
{
    if (threads > 0) {
        return threads;
    }
    const unsigned hardware = std::thread::hardware_concurrency();
    return hardware > 0 ? static_cast<int>(hardware) : 1;
}

void requireThreads(int count)
{
    std::mutex gate;
    std::vector<std::thread> threads;
    std::exception_ptr refusal;
    {
        const std::lock_guard closed(gate); // all of them at the same time
        try {
            while (static_cast<int>(threads.size()) < count) {
                threads.emplace_back([&gate] { const std::lock_guard through(gate); });
            }
        } catch (const std::exception& fault) {
            refusal = std::make_exception_ptr(asError(fault));
        }
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    if (refusal) {
        std::rethrow_exception(refusal);
    }
}

ThreadPool::ThreadPool(int threads)
{
    const int count = resolveThreads(threads);
    requireThreads(count - 1);
    m_impl = std::make_unique<Impl>(count);
}

ThreadPool::~ThreadPool() = default;

int ThreadPool::threads() const noexcept
{
    return m_impl->threads();
}

void ThreadPool::parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) const
{
    m_impl->parallelFor(count, body);
}

} // namespace halftone
