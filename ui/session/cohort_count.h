// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_session.h"

#include <QElapsedTimer>

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace halftone::ui {

/// Counts all that is there of a cohort between two cases, but not so often that it would be felt.
/// On the thread that runs the cases.
class CohortCount {
public:
    /// `cases` has what is there from before.
    explicit CohortCount(const std::vector<CohortSession::Case>& cases);

    void add(std::size_t which, const pipeline::CaseRecord& record);
    /// What of the case was told; the rest is forgotten.
    std::set<quant::Precision> end(std::size_t which);
    /// The points; null unless it is `now` or late enough for them.
    std::shared_ptr<const std::vector<pipeline::CohortPoints>> count(bool now);

private:
    std::vector<std::map<quant::Precision, pipeline::CaseRecord>> m_cases;
    std::set<quant::Precision> m_told; ///< of the case that runs
    QElapsedTimer m_since;
    qint64 m_took = 0;
};

} // namespace halftone::ui
