// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/cohort.h"

#include "core/base/error.h"
#include "core/data/cohort_folder.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

namespace halftone::pipeline {

Cohort readCohort(const std::filesystem::path& source)
{
    std::error_code ignored;
    data::CaseList list = std::filesystem::is_directory(source, ignored)
                              ? data::listCohortFolder(source)
                              : data::readUsableCases(source);
    if (list.rows.empty()) {
        throw Error(ErrorCode::FileFormat, "No row can be used. " + list.faults.at(0));
    }
    Cohort cohort{source, {}, std::move(list.faults)};
    std::map<std::string, std::size_t> places;
    for (data::CaseRow& row : list.rows) {
        const auto [place, isNew] = places.emplace(row.caseName, cohort.cases.size());
        if (isNew) {
            cohort.cases.push_back(
                {row.caseName, row.subject.empty() ? row.caseName : row.subject, {}});
        }
        cohort.cases[place->second].images.push_back(std::move(row));
    }
    return cohort;
}

void CohortControl::hold(const std::string& who, bool held)
{
    const std::lock_guard lock(m_mutex);
    const auto place = std::find(m_holders.begin(), m_holders.end(), who);
    if (held == (place != m_holders.end())) {
        return;
    }
    if (held) {
        m_holders.push_back(who);
        m_current.requestStop();
    } else {
        m_holders.erase(place);
        m_released.notify_all();
    }
}

void CohortControl::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_cancel.requestStop();
    m_current.requestStop();
    m_released.notify_all();
}

bool CohortControl::isHeld() const
{
    const std::lock_guard lock(m_mutex);
    return !m_holders.empty();
}

StopToken CohortControl::enter()
{
    std::unique_lock lock(m_mutex);
    m_released.wait(lock, [&] { return m_holders.empty() || m_cancel.stopRequested(); });
    throwIfStopped(m_cancel.token());
    m_current = StopSource();
    return m_current.token();
}

std::vector<CohortPoints> pointsOf(std::span<const CaseRecord* const> records)
{
    std::vector<CohortPoints> models;
    std::vector<std::map<quant::Precision, std::vector<const CaseRecord*>>> byPrecision;
    for (const CaseRecord* record : records) {
        const auto found = std::find_if(models.begin(), models.end(), [&](const auto& model) {
            return model.modelHash == record->modelHash;
        });
        const auto place = static_cast<std::size_t>(found - models.begin());
        if (found == models.end()) {
            models.push_back({record->model, record->modelHash, {}});
            byPrecision.emplace_back();
        }
        byPrecision[place][record->point.precision].push_back(record);
    }
    for (std::size_t n = 0; n < models.size(); ++n) {
        std::vector<TradeoffPoint>& points = models[n].points;
        for (const auto& [precision, of] : byPrecision[n]) {
            points.insert(points.begin(), joinRecords(of)); // from the most bits to the fewest
        }
        fillLosses(points);
    }
    return models;
}

} // namespace halftone::pipeline
