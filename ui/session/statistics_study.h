// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/job_runner.h"
#include "ui/session/mask_statistics.h"
#include "ui/session/session.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

namespace halftone::ui {

/// A mask and what is known of it by now.
struct KnownMask {
    MaskSource source;
    std::optional<MaskStatistics> statistics; ///< nothing: not counted yet, or it is not whole
    bool isScored = false;                    ///< scores are there, or cannot be had
    QString fault;                            ///< why it could not be counted; a sentence
    /// Of the slice that was visible, by part, where the mask is not counted; empty: not there.
    std::vector<std::size_t> visiblePixels;
    int visibleSlice = -1;

    [[nodiscard]] bool isDone() const { return !fault.isEmpty() || (statistics && isScored); }
};

/// Pixels of a part on a slice of the views; nothing: not known.
[[nodiscard]] std::optional<std::size_t> visiblePixelsOf(const KnownMask& mask, std::size_t part,
                                                         int slice);

/// Statistics of the masks on the screen, kept as long as these are. Nothing is counted unless
/// somebody looks, nor at the same time as what is timed: the session's background is held
/// meanwhile, and goes on when masks are missing, which it then makes before all else.
class StatisticsStudy : public QObject {
    Q_OBJECT

public:
    /// The session is borrowed; once it is gone nothing happens any more.
    explicit StatisticsStudy(Session& session, QObject* parent = nullptr);
    ~StatisticsStudy() override;

    void setSeen(bool seen);
    /// Bottom first; until changed().
    [[nodiscard]] const std::vector<KnownMask>& masks() const noexcept { return m_masks; }
    /// The case that they belong to; null: nothing is open.
    [[nodiscard]] std::shared_ptr<const ActiveCase> active() const { return m_case; }
    /// "counting EM membrane, W4A6", what is missing, or why there is nothing; empty once all is
    /// told.
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] bool isComplete() const;
    /// Slice of the views that is visible, along k of ActiveCase::grid().
    [[nodiscard]] int slice() const;

Q_SIGNALS:
    void changed();
    void sliceChanged();

private:
    void followLater();
    void follow();
    void count(const MaskSource& source);
    [[nodiscard]] KnownMask* find(const MaskSource& source);
    [[nodiscard]] const KnownMask* find(const MaskSource& source) const;
    void hold(bool held);

    QPointer<Session> m_session;
    bool m_seen = false;
    std::shared_ptr<const ActiveCase> m_case;
    std::vector<KnownMask> m_masks;
    std::optional<MaskSource> m_counting;
    QTimer m_followTimer;
    JobRunner m_lane; ///< last: it stops before what it delivers to is gone
};

} // namespace halftone::ui
