// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>

namespace halftone::ui {

/// The question before another image takes the place of what is open: put when it is asked for, and
/// once it was read, as edits may have been made meanwhile. Only the last one counts. One thread.
class Leaving {
public:
    /// Nothing happens until it calls one of them, which may be later: `goOn`, or `stay`, and then
    /// what is open stays.
    using Ask = std::function<void(std::function<void()> goOn, std::function<void()> stay)>;
    void setAsk(Ask ask) { m_ask = std::move(ask); }

    /// Calls `goOn` at once where nobody asks.
    void leave(const std::function<void()>& goOn, const std::function<void()>& stay)
    {
        if (!m_ask) {
            goOn();
            return;
        }
        const int number = m_asked = ++m_last;
        m_ask(
            [this, number, goOn] {
                end(number);
                goOn();
            },
            [this, number, stay] {
                if (end(number)) {
                    stay();
                }
            });
    }
    /// There is no answer yet.
    [[nodiscard]] bool isAsking() const noexcept { return m_asked != 0; }

private:
    bool end(int number)
    {
        const bool isLast = m_asked == number;
        m_asked = isLast ? 0 : m_asked;
        return isLast;
    }

    Ask m_ask;
    int m_last = 0;
    int m_asked = 0; ///< the question that waits for its answer; 0: none
};

} // namespace halftone::ui
