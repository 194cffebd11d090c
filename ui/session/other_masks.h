// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/session/companion.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace halftone::ui {

class Session;

/// Work in the lane of a session's masks, so that it runs beside nothing that is timed.
using LaneWork = std::function<void(const JobContext&)>;
/// Its faults go to `fail`, as a sentence, on the runner's thread: the lane's own masks go on.
[[nodiscard]] LaneWork guarded(LaneWork work, std::function<void(const QString&)> fail);
/// One after the other; either may be empty.
[[nodiscard]] LaneWork inTurn(LaneWork first, LaneWork second);

/// B, whatever the document says that it is, with its masks: those of the present model at another
/// precision, of another model, or labels. Masks come from the session's lane: what the visible
/// slice needs right after its own, the rest when all else is done. On the next image B is still
/// another precision of the same model, but nothing else is known there.
class OtherMasks : public QObject {
    Q_OBJECT

public:
    OtherMasks(pipeline::Runtime runtime, Document& document, Session& session);

    /// "W2A4", "CT pancreas, W2A4", "reference", "two.nii.gz"; empty: there is no B.
    [[nodiscard]] QString name() const;
    /// "computing W2A4", or why there is none; empty: B's mask is there, or there is no B.
    [[nodiscard]] QString pendingText() const;
    /// What speaks against another model on this image, sentences.
    [[nodiscard]] QStringList warnings() const;
    /// B's masks as far as they are there; nothing where there is no B, or nobody knows its grid.
    [[nodiscard]] std::optional<LabelVolume> masks();
    /// A becomes B and B becomes A; labels and references have no precision that A could take.
    [[nodiscard]] bool canSwap() const;
    void swap();

    /// For the lane; empty: nothing is to do. To be asked for again when it is done.
    [[nodiscard]] LaneWork visibleWork(std::shared_ptr<pipeline::InferenceSession> inference);
    [[nodiscard]] LaneWork restWork();

Q_SIGNALS:
    void replaced(); ///< B is another one
    void changed();  ///< that, how far it is, its masks

private:
    void followOther();
    void followCase();
    [[nodiscard]] bool lacksVisible() const;
    [[nodiscard]] LaneWork makeOfPrecision(std::shared_ptr<pipeline::InferenceSession> inference,
                                           quant::Precision precision);
    [[nodiscard]] LaneWork makeOfModel(bool allSlices);
    void receive(SeriesKey series, pipeline::SliceOutcome outcome);
    /// Guarded; a fault becomes what pendingText() says.
    [[nodiscard]] LaneWork told(LaneWork work);

    pipeline::Runtime m_runtime;
    Document& m_document;
    Session& m_session;
    Other m_known; ///< B as it was followed last
    std::shared_ptr<const Image> m_image;
    std::shared_ptr<const model::Model> m_model; ///< that a precision is of
    /// What B, and A's precision, become once B's model is A's.
    std::optional<std::pair<OtherModel, quant::Precision>> m_swapping;
    std::shared_ptr<const Companion> m_companion;
    QString m_problem;        ///< why there is no B
    QString m_pending;        ///< as it was told last
    bool m_triedRest = false; ///< since the visible mask
};

} // namespace halftone::ui
