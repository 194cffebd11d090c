// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace halftone::cli {

/// One line on standard error that shows how far a long call is: only where that is a terminal.
/// Erased when destroyed. Its functions may be called from any thread.
class ProgressBar {
public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Borrow this object: valid while it lives.
    [[nodiscard]] ProgressFn progress();
    [[nodiscard]] LogFn log();

    /// A line of its own above the bar, on standard error, terminal or not.
    void message(std::string_view text);

private:
    void draw(double fraction, std::string_view what);
    void erase();

    std::mutex m_mutex;
    std::optional<int> m_columns; ///< of the terminal, if it is one
    bool m_visible = false;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_lastDraw;
};

} // namespace halftone::cli
