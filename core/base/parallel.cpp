// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.h"

#include <thread>

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
        arena.execute([&] {
            tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
                toBodies.take();
                body(i);
                fromBodies.give();
            });
        });
        fromBodies.take();
    }
};

#else

struct ThreadPool::Impl : WorkerThreads {
    using WorkerThreads::WorkerThreads;
};

#endif

namespace {

int resolveThreads(int threads)
{
    if (threads > 0) {
        return threads;
    }
    const unsigned hardware = std::thread::hardware_concurrency();
    return hardware > 0 ? static_cast<int>(hardware) : 1;
}

} // namespace

ThreadPool::ThreadPool(int threads) : m_impl(std::make_unique<Impl>(resolveThreads(threads))) {}

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
