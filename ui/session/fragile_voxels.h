// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/fragility.h"
#include "ui/session/precision_model.h"
#include "ui/session/result_store.h"
#include "ui/session/slice_score.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace halftone::ui {

class Session;

/// The two precisions whose masks are compared.
struct FragilePair {
    quant::Precision higher; ///< W8A8, or the highest integer precision that is offered
    quant::Precision lower;  ///< the smallest stop, or the lowest integer precision

    friend bool operator==(const FragilePair&, const FragilePair&) = default;
};

/// Nothing where fewer than two integer precisions are offered.
[[nodiscard]] std::optional<FragilePair> fragilePair(const PrecisionModel& model);

/// Voxels whose label changes between two precisions (core/eval/fragility.h), of what is open.
/// While it is on, the session makes both masks of all slices, or, where they are too many to keep,
/// of those near the visible one; what is counted of a slice is kept until another image or model
/// is open.
class FragileVoxels : public QObject {
    Q_OBJECT

public:
    /// Of `session`, which owns this. Main thread.
    explicit FragileVoxels(Session& session);

    void setOn(bool on);
    [[nodiscard]] bool isOn() const noexcept { return m_on; }
    /// While it is on and there is a model that has one.
    [[nodiscard]] const std::optional<FragilePair>& pair() const noexcept { return m_pair; }
    /// Empty: not counted yet, or not to be had.
    [[nodiscard]] std::optional<eval::FragileCounts> at(int slice) const
    {
        const auto index = static_cast<std::size_t>(slice);
        return index < m_counts.size() ? m_counts[index] : std::nullopt;
    }
    /// How many slices are counted.
    [[nodiscard]] std::size_t counted() const;
    /// Of all slices, once all are counted.
    [[nodiscard]] std::optional<eval::FragileCounts> total() const;
    /// One a slice, as scores: Scored by the share, BothEmpty where no mask has anything.
    [[nodiscard]] std::vector<SliceScore> shares() const;

Q_SIGNALS:
    void toggled(bool on);
    void changed(); ///< anything that is said above

private:
    void follow();
    void countSome();

    Session& m_session;
    bool m_on = false;
    std::optional<FragilePair> m_pair;
    SeriesKey m_series;
    std::vector<std::optional<eval::FragileCounts>> m_counts; ///< by slice
    QTimer m_timer;                                           ///< counting takes no long pause
};

} // namespace halftone::ui
