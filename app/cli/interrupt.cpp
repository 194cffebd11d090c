// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace halftone::cli {
namespace {

/// Exit code of a process that SIGINT ended, by the shells' convention.
constexpr int kInterrupted = 130;

// A signal handler can reach nothing but a global.
std::atomic<int> s_signals{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void onSignal(int signal)
{
    if (s_signals.fetch_add(1) > 0) {
        std::_Exit(kInterrupted); // asked twice: do not wait for the work to notice
    }
    std::signal(signal, onSignal); // some systems reset the handler
}

void watch(int signal)
{
    if (std::signal(signal, onSignal) == SIG_IGN) {
        std::signal(signal, SIG_IGN);
    }
}

} // namespace

Interrupt::Interrupt()
{
    watch(SIGINT);
    watch(SIGTERM);
    // Requesting a stop takes locks and runs callbacks, which a handler must not: a thread looks
    // for the handler's mark instead. 20 ms is below what a person notices.
    m_watcher = StoppableThread([this](const StopToken& done) {
        while (!done.stopRequested() && s_signals == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        if (s_signals > 0) {
            m_source.requestStop();
        }
    });
}

} // namespace halftone::cli
