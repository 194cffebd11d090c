// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

namespace halftone::cli {

/// Turns Ctrl-C (SIGINT, SIGTERM) into a stop request while it lives. A second one ends the process
/// at once. A signal that is ignored at start (a background job) stays ignored. One per process.
class Interrupt {
public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const noexcept { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::jthread m_watcher; ///< last member: joined before the source dies
};

} // namespace halftone::cli
