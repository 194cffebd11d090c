// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/colour_by.h"
#include "ui/session/companion.h"
#include "ui/session/figures.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace halftone::ui {

class Session;

/// Work in the lane of a session's masks, so that it runs beside nothing that is timed.
using LaneWork = std::function<void(const JobContext&)>;

/// The mask on the screen, A, beside what the document compares it with, B, and everything that is
/// measured of two masks. B's masks and the distances come from the session's lane: what the
/// visible slice needs right after its mask, the rest when all else is done. B goes with what it
/// was: it is another precision of the same model on the next image too, but nothing else is known
/// there.
class Comparison : public QObject {
    Q_OBJECT

public:
    Comparison(pipeline::Runtime runtime, Document& document, Session& session);
    ~Comparison() override;

    /// "W2A4", "CT pancreas, W2A4", "reference", "two.nii.gz"; empty: there is no B.
    [[nodiscard]] QString name() const;
    /// "computing W2A4", or why there is none; empty: B's mask is there, or there is no B.
    [[nodiscard]] QString pendingText() const;
    /// What speaks against another model on this image, sentences.
    [[nodiscard]] QStringList warnings() const;
    /// B's masks as far as they are there; nothing where there is no B, or nobody knows its grid.
    [[nodiscard]] std::optional<LabelVolume> other();
    /// The mask on the screen and what `by` compares it with; nothing where either is missing
    /// altogether, or they share no label.
    [[nodiscard]] std::optional<MaskPairs> pairs(ColourBy by);
    /// With what was measured, and what is counted against B.
    [[nodiscard]] SliceFigures complete(SliceFigures figures);

    /// A becomes B and B becomes A; labels and references have no precision that A could take.
    [[nodiscard]] bool canSwap() const;
    void swap();

    /// For the lane: what the visible slice lacks, and what is left when all else is done; empty:
    /// nothing. To be asked for again when it is done.
    [[nodiscard]] LaneWork urgentWork(std::shared_ptr<pipeline::InferenceSession> inference);
    [[nodiscard]] LaneWork laterWork();

Q_SIGNALS:
    void changed();         ///< what B is, how far it is, its masks
    void figuresMeasured(); ///< complete() knows more

private:
    /// Of a mask (slice -1: of its volume) against what it is compared with.
    using FiguresKey = std::tuple<ResultKey, ColourBy>;

    void followOther();
    void followCase();
    void followColours();
    [[nodiscard]] bool lacksVisible() const;
    [[nodiscard]] std::optional<FiguresKey> keyOf(bool volume) const;
    [[nodiscard]] LaneWork makeOfPrecision(std::shared_ptr<pipeline::InferenceSession> inference,
                                           quant::Precision precision);
    [[nodiscard]] LaneWork makeOfModel(bool allSlices);
    [[nodiscard]] LaneWork measure(bool volume);
    void receive(SeriesKey series, pipeline::SliceOutcome outcome);
    [[nodiscard]] LaneWork guarded(LaneWork work);

    pipeline::Runtime m_runtime;
    Document& m_document;
    Session& m_session;
    Other m_known; ///< B as it was followed last
    ColourBy m_colours = ColourBy::Label;
    std::shared_ptr<const Image> m_image;
    std::shared_ptr<const model::Model> m_model; ///< that a precision is of
    /// What B, and A's precision, become once B's model is A's.
    std::optional<std::pair<OtherModel, quant::Precision>> m_swapping;
    std::shared_ptr<const Companion> m_companion;
    QString m_problem; ///< why there is no B
    std::map<FiguresKey, MaskFigures> m_figures;
    // What was tried since the visible mask: it is not tried again for want of other masks.
    bool m_triedRest = false;
    std::set<FiguresKey> m_tried;
};

} // namespace halftone::ui
