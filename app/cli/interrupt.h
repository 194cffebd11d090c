// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stoppable_thread.h"

namespace halftone::cli {

/// Turns Ctrl-C (SIGINT, SIGTERM) into a stop request while it lives. A second one ends the process
/// at once. A signal that is ignored at start (a background job) stays ignored. One per process.
class Interrupt {
public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] StopToken token() const noexcept { return m_source.token(); }

private:
    StopSource m_source;
    StoppableThread m_watcher; ///< last member: joined before the source dies
};

} // namespace halftone::cli
