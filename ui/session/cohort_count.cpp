// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/cohort_count.h"

#include <utility>

namespace halftone::ui {

namespace {

/// Counting all cases together takes at most this share of a run.
constexpr qint64 kCountShare = 20;

} // namespace

CohortCount::CohortCount(const std::vector<CohortSession::Case>& cases)
{
    m_cases.reserve(cases.size());
    for (const CohortSession::Case& item : cases) {
        m_cases.push_back(item.records);
    }
}

void CohortCount::add(std::size_t which, const pipeline::CaseRecord& record)
{
    m_cases[which].insert_or_assign(record.point.precision, record);
    m_told.insert(record.point.precision);
}

std::set<quant::Precision> CohortCount::end(std::size_t which)
{
    std::erase_if(m_cases[which], [&](const auto& each) { return !m_told.contains(each.first); });
    return std::exchange(m_told, {});
}

std::shared_ptr<const std::vector<pipeline::CohortPoints>> CohortCount::count(bool now)
{
    if (!now && m_since.isValid() && m_since.elapsed() < kCountShare * m_took) {
        return nullptr;
    }
    m_since.start();
    std::vector<const pipeline::CaseRecord*> pointers;
    for (const auto& records : m_cases) { // precisions in the order in which they are run
        for (auto record = records.rbegin(); record != records.rend(); ++record) {
            pointers.push_back(&record->second);
        }
    }
    auto points =
        std::make_shared<const std::vector<pipeline::CohortPoints>>(pipeline::pointsOf(pointers));
    m_took = m_since.elapsed();
    return points;
}

} // namespace halftone::ui
