// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <utility>

/// Asking a long call to stop. Our own, because std::stop_token is not in every standard library
/// that we are built with (libc++ has it since version 18, and then only as an experiment).
namespace halftone {

/// What a long call looks at. Copies look at the same source. Thread-safe.
class StopToken {
public:
    /// A token that never asks to stop.
    StopToken() = default;

    [[nodiscard]] bool stopRequested() const noexcept
    {
        return m_stopped != nullptr && m_stopped->load(std::memory_order_acquire);
    }

private:
    friend class StopSource;
    explicit StopToken(std::shared_ptr<const std::atomic<bool>> stopped)
        : m_stopped(std::move(stopped))
    {
    }

    std::shared_ptr<const std::atomic<bool>> m_stopped;
};

/// Who asks. Copies are the same source; a request cannot be taken back. Thread-safe, and safe in a
/// signal handler. One that was moved from asks nobody, as do its tokens.
class StopSource {
public:
    void requestStop() noexcept
    {
        if (m_stopped != nullptr) {
            m_stopped->store(true, std::memory_order_release);
        }
    }
    [[nodiscard]] bool stopRequested() const noexcept
    {
        return m_stopped != nullptr && m_stopped->load(std::memory_order_acquire);
    }
    [[nodiscard]] StopToken token() const noexcept { return StopToken(m_stopped); }

private:
    static_assert(std::atomic<bool>::is_always_lock_free);
    std::shared_ptr<std::atomic<bool>> m_stopped = std::make_shared<std::atomic<bool>>(false);
};

} // namespace halftone
