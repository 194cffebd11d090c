// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/colour_by.h"
#include "ui/session/figures.h"
#include "ui/session/other_masks.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace halftone::ui {

class Session;

/// The mask on the screen, A, beside what the document compares it with, B, and everything that is
/// measured of two masks. Distances come from the session's lane: of the visible slice right after
/// its mask, of the volume when all else is done.
class Comparison : public QObject {
    Q_OBJECT

public:
    Comparison(pipeline::Runtime runtime, Document& document, Session& session);
    ~Comparison() override;

    /// What OtherMasks says of B.
    [[nodiscard]] QString name() const { return m_other.name(); }
    [[nodiscard]] QString pendingText() const { return m_other.pendingText(); }
    [[nodiscard]] QStringList warnings() const { return m_other.warnings(); }
    [[nodiscard]] std::optional<LabelVolume> other() { return m_other.masks(); }
    [[nodiscard]] bool canSwap() const { return m_other.canSwap(); }
    void swap() { m_other.swap(); }
    /// The mask on the screen and what `by` compares it with; nothing where either is missing
    /// altogether, or they share no label.
    [[nodiscard]] std::optional<MaskPairs> pairs(ColourBy by);
    /// With what was measured, and what is counted against B.
    [[nodiscard]] SliceFigures complete(SliceFigures figures);

    /// For the lane: what the visible slice lacks, and what is left when all else is done; empty:
    /// nothing. To be asked for again when it is done.
    [[nodiscard]] LaneWork urgentWork(std::shared_ptr<pipeline::InferenceSession> inference);
    [[nodiscard]] LaneWork laterWork();

Q_SIGNALS:
    void changed();         ///< what B is, how far it is, its masks
    void figuresMeasured(); ///< complete() knows more

private:
    [[nodiscard]] bool otherIsReference() const;
    /// Of a mask (slice -1: of its volume) against what it is compared with.
    using FiguresKey = std::tuple<ResultKey, ColourBy>;

    void followColours();
    [[nodiscard]] std::optional<FiguresKey> keyOf(bool volume) const;
    [[nodiscard]] LaneWork measure(bool volume);

    Document& m_document;
    Session& m_session;
    OtherMasks m_other;
    ColourBy m_colours = ColourBy::Label;
    std::map<FiguresKey, MaskFigures> m_figures;
    /// Since the visible mask: it is not tried again for want of other masks.
    std::set<FiguresKey> m_tried;
};

} // namespace halftone::ui
