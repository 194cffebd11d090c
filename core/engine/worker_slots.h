// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>

namespace halftone::engine {

/// Hands out scratch memory to the calls that run at the same time: as many slots as threads.
/// Which call gets which slot is left to chance; scratch holds nothing from call to call.
class WorkerSlots {
public:
    explicit WorkerSlots(std::size_t count)
        : m_count(count), m_taken(std::make_unique<std::atomic_flag[]>(count))
    {
    }

    /// Holds a free slot while it lives. With at most `count` threads there always is one.
    class Lease {
    public:
        explicit Lease(WorkerSlots& slots) : m_slots(slots), m_index(slots.take()) {}
        ~Lease() { m_slots.m_taken[m_index].clear(std::memory_order_release); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        [[nodiscard]] std::size_t index() const noexcept { return m_index; }

    private:
        WorkerSlots& m_slots;
        std::size_t m_index;
    };

    [[nodiscard]] std::size_t count() const noexcept { return m_count; }

private:
    std::size_t take()
    {
        for (;;) {
            for (std::size_t i = 0; i < m_count; ++i) {
                if (!m_taken[i].test_and_set(std::memory_order_acquire)) {
                    return i;
                }
            }
            std::this_thread::yield();
        }
    }

    std::size_t m_count;
    std::unique_ptr<std::atomic_flag[]> m_taken;
};

} // namespace halftone::engine
