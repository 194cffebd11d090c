// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/cohort_pace.h"

#include <utility>

namespace halftone::ui {

void CohortPace::start()
{
    *this = {};
    m_active.start();
}

void CohortPace::hold(bool held)
{
    if (std::exchange(m_held, held) == held) {
        return;
    }
    if (held) {
        m_activeMs += m_active.elapsed();
    } else {
        m_active.start();
    }
}

void CohortPace::beginCase()
{
    m_here = 0;
    m_caseBegan = activeMs();
}

void CohortPace::record(bool kept)
{
    m_records += kept ? 0U : 1U;
    m_here += kept ? 0U : 1U;
}

void CohortPace::endCase()
{
    if (std::exchange(m_here, 0) > 0) {
        ++m_cases;
        m_casesMs += activeMs() - m_caseBegan;
    }
}

qint64 CohortPace::activeMs() const
{
    return m_activeMs + (m_held ? 0 : m_active.elapsed());
}

QString CohortPace::remaining(double cases, double inCase) const
{
    constexpr std::size_t kFewest = 2; // one tells little
    const double done = static_cast<double>(m_cases) + (m_here > 0 ? inCase : 0);
    if (m_records < kFewest || done <= 0) {
        return {};
    }
    const qint64 took = m_casesMs + (m_here > 0 ? activeMs() - m_caseBegan : 0);
    const double seconds = cases * static_cast<double>(took) / done / 1000;
    constexpr double kMinute = 60;
    return seconds < kMinute ? tr("less than a minute left")
           : seconds < 90 * kMinute
               ? tr("about %1 min left").arg(qRound(seconds / kMinute))
               : tr("about %1 h left").arg(seconds / kMinute / kMinute, 0, 'f', 1);
}

} // namespace halftone::ui
