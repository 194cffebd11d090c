// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QString>

#include <cstddef>

namespace halftone::ui {

/// How fast a run over a cohort goes: by the cases that it computes, not by those that were in the
/// folder, and without the time in which it is held.
class CohortPace {
    Q_DECLARE_TR_FUNCTIONS(CohortPace)

public:
    void start();
    void hold(bool held);
    void beginCase();
    /// `kept`: it was in the folder.
    void record(bool kept);
    void endCase();
    /// "about 3 min left" for so many cases, of which `inCase` of the one that runs is done; empty
    /// as long as too little was computed to tell.
    [[nodiscard]] QString remaining(double cases, double inCase) const;

private:
    [[nodiscard]] qint64 activeMs() const;

    std::size_t m_records = 0; ///< that were computed
    std::size_t m_here = 0;    ///< of them, in the case that runs
    std::size_t m_cases = 0;   ///< with such that ended
    qint64 m_casesMs = 0;      ///< which they took
    qint64 m_caseBegan = 0;    ///< activeMs() then
    qint64 m_activeMs = 0;     ///< until it was held last
    QElapsedTimer m_active;    ///< since it last went on
    bool m_held = false;
};

} // namespace halftone::ui
