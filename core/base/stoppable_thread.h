// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <concepts>
#include <system_error>
#include <thread>
#include <utility>

namespace halftone {

/// A thread that is asked to stop and waited for before it is forgotten (std::jthread, which not
/// every standard library has). Whoever waits on a condition in it must be woken by the owner after
/// requestStop(): the token wakes nobody. Belongs to one thread at a time, which is not the one it
/// runs; a moved-from one is no thread.
class StoppableThread {
public:
    /// No thread.
    StoppableThread() = default;
    /// Runs `work(token)`. What `work` throws ends the program, as with std::thread: it must catch
    /// what its owner is to know. Throws std::system_error if the system gives no thread.
    template <std::invocable<const StopToken&> Work>
    explicit StoppableThread(Work work)
    {
        // Not in front of the body, where Clang 14 takes m_stop for uninitialized.
        m_thread = std::thread(
            [work = std::move(work), token = m_stop.token()]() mutable { work(token); });
    }
    ~StoppableThread() { join(); }
    StoppableThread(StoppableThread&&) = default;
    /// Stops and joins the thread it had.
    StoppableThread& operator=(StoppableThread&& other) noexcept
    {
        join();
        m_stop = std::move(other.m_stop);
        m_thread = std::move(other.m_thread);
        return *this;
    }
    StoppableThread(const StoppableThread&) = delete;
    StoppableThread& operator=(const StoppableThread&) = delete;

    void requestStop() noexcept { m_stop.requestStop(); }
    /// Asks it to stop and waits for its end; nothing where there is no thread. Called from the
    /// thread itself, which would wait for ever, it throws std::system_error.
    void join()
    {
        if (m_thread.get_id() == std::this_thread::get_id()) {
            // Here and not in std::thread: what systems do then differs, and some only hang.
            throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
        }
        if (m_thread.joinable()) {
            m_stop.requestStop();
            m_thread.join();
        }
    }

private:
    StopSource m_stop;
    std::thread m_thread;
};

} // namespace halftone
