// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/fragile_voxels.h"

#include "ui/session/session.h"

#include <algorithm>
#include <chrono>

namespace halftone::ui {

namespace {

/// Longest that counting keeps the window from answering.
constexpr std::chrono::milliseconds kCountTime{8};

} // namespace

std::optional<FragilePair> fragilePair(const PrecisionModel& model)
{
    std::vector<quant::Precision> integers;
    for (const quant::Precision precision : model.offered()) {
        if (precision.isInteger()) {
            integers.push_back(precision);
        }
    }
    if (integers.size() < 2) {
        return std::nullopt;
    }
    const auto [lowest, highest] = std::minmax_element(integers.begin(), integers.end());
    FragilePair pair{*highest, *lowest};
    if (model.isOffered(quant::kHighestInteger)) {
        pair.higher = quant::kHighestInteger;
    }
    if (model.isOffered(model.at(Stop::Smallest)) && model.at(Stop::Smallest) != pair.higher) {
        pair.lower = model.at(Stop::Smallest);
    }
    return pair;
}

FragileVoxels::FragileVoxels(Session& session) : m_session(session)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FragileVoxels::countSome);
    connect(&session, &Session::caseChanged, this, &FragileVoxels::follow);
    connect(&session, &Session::masksChanged, this, [this] {
        if (m_pair && !m_timer.isActive()) {
            m_timer.start(0);
        }
    });
}

void FragileVoxels::setOn(bool on)
{
    if (on != m_on) {
        m_on = on;
        follow();
        Q_EMIT toggled(on);
    }
}

void FragileVoxels::follow()
{
    const std::optional<ResultKey> wanted = m_session.wanted();
    const auto pair = m_on && wanted ? fragilePair(m_session.precision()) : std::nullopt;
    const SeriesKey series = wanted ? wanted->series : SeriesKey{};
    if (series != m_series || (pair && pair != m_pair)) {
        m_counts.clear();
        m_series = series;
    }
    m_pair = pair;
    m_counts.resize(wanted ? static_cast<std::size_t>(m_session.active()->slices()) : 0);
    m_session.setFurtherMasks(QStringLiteral("fragile"),
                              pair ? std::vector{pair->higher, pair->lower}
                                   : std::vector<quant::Precision>());
    m_pair ? m_timer.start(0) : m_timer.stop();
    Q_EMIT changed();
}

void FragileVoxels::countSome()
{
    const auto end = std::chrono::steady_clock::now() + kCountTime;
    bool isNew = false;
    for (std::size_t slice = 0; m_pair && slice < m_counts.size(); ++slice) {
        if (m_counts[slice]) {
            continue;
        }
        const auto maskOf = [&](quant::Precision precision) {
            return m_session.results().findMask({m_series, precision, static_cast<int>(slice)});
        };
        const SliceRecord* higher = maskOf(m_pair->higher);
        const SliceRecord* lower = higher != nullptr ? maskOf(m_pair->lower) : nullptr;
        if (lower == nullptr) {
            continue;
        }
        if (std::chrono::steady_clock::now() >= end) {
            m_timer.start(0);
            break;
        }
        m_counts[slice] = eval::countFragile(*higher->labels, *lower->labels);
        isNew = true;
    }
    if (isNew) {
        Q_EMIT changed();
    }
}

std::size_t FragileVoxels::counted() const
{
    return static_cast<std::size_t>(std::count_if(
        m_counts.begin(), m_counts.end(), [](const auto& counts) { return counts.has_value(); }));
}

std::optional<eval::FragileCounts> FragileVoxels::total() const
{
    eval::FragileCounts sum;
    for (const auto& counts : m_counts) {
        if (!counts) {
            return std::nullopt;
        }
        sum += *counts;
    }
    return m_counts.empty() ? std::nullopt : std::optional(sum);
}

std::vector<SliceScore> FragileVoxels::shares() const
{
    std::vector<SliceScore> scores(m_counts.size());
    for (std::size_t slice = 0; slice < m_counts.size(); ++slice) {
        if (m_counts[slice]) {
            const std::optional<double> share = m_counts[slice]->share();
            scores[slice] = share ? SliceScore{SliceScore::State::Scored, *share}
                                  : SliceScore{SliceScore::State::BothEmpty};
        }
    }
    return scores;
}

} // namespace halftone::ui
