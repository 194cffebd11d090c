// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/session.h"
#include "ui/session/slice_rank.h"
#include "ui/session/visited_precisions.h"
#include "ui/widgets/views/slice_bar.h"

#include <QObject>

#include <optional>
#include <vector>

namespace halftone::ui {

/// Fills the slice bar from the session: scores of the mask on the screen, of the precisions seen
/// before it, and fragile shares; and goes where its cells and buttons lead. While thin strips are
/// seen, the scores that they lack are computed in the background.
class Ribbon : public QObject {
    Q_OBJECT

public:
    /// Both must live longer.
    Ribbon(Session& session, SliceBar& bar, QObject* parent);

    /// To the slice with the lowest Dice (without a reference: agreement) of the mask on the
    /// screen, and says so; from there, to the next one.
    void jumpToWorst();
    /// The same for the largest fragile share; fragile voxels are switched on for it.
    void jumpToMostFragile();

private:
    /// Where the last jump ended; the next one goes on from there if nothing was moved.
    struct Jump {
        SliceOrder order = SliceOrder::LowestFirst;
        quant::Precision precision; ///< on the screen
        std::vector<int> visited;   ///< one after another; the last is where it led
    };

    void update();
    void updateFragile();
    void wishForRows();
    /// On the screen, or wanted while there is nothing.
    [[nodiscard]] quant::Precision precision() const;
    [[nodiscard]] std::optional<RankedSlice> jump(const std::vector<SliceScore>& scores,
                                                  SliceOrder order);
    [[nodiscard]] QString worstWords(const std::optional<RankedSlice>& found) const;
    [[nodiscard]] QString fragileWords(const std::optional<RankedSlice>& found) const;

    Session& m_session;
    SliceBar& m_bar;
    VisitedPrecisions m_visited;
    std::optional<Jump> m_last;
    std::optional<quant::Precision> m_before; ///< precision() at the last update
};

} // namespace halftone::ui
