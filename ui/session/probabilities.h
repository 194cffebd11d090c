// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/inference_session.h"
#include "ui/document/document.h"
#include "ui/session/other_masks.h"
#include "ui/session/probability_store.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace halftone::ui {

class Session;

/// What a model holds likeliest at a pixel, of its foreground labels.
struct Likeliest {
    QString label;
    double probability = 0; ///< [0, 1], to the hundredth
};

/// The layer of a document that shows probabilities, or null: at most one.
[[nodiscard]] const Layer* probabilityLayerOf(const Document& document);
/// Adds the layer, or shows it again; or takes it away. Nothing where nothing is predicted.
void showProbabilities(Document& document, bool shown);

/// Probabilities of the masks on the screen: of the slice that people point at, and, while the
/// layer is seen, of the visible slice and then of the others, nearest first, as many as the store
/// holds. Masks are kept without them, so each is one more run of its slice. All runs happen in the
/// session's lane, so that nothing runs beside what is timed: the visible slice right after its
/// mask, the others before the points of the chart, the one that is pointed at when all is done.
/// Where the layer shows nothing for them, no run is made. Main thread.
class Probabilities : public QObject {
    Q_OBJECT

public:
    /// Of `session`, which owns this.
    Probabilities(Document& document, Session& session,
                  std::size_t budgetBytes = ProbabilityStore::kDefaultBudgetBytes);

    /// Of a slice that people point at: ready() follows, unless it is at hand, or something more
    /// urgent comes.
    void ask(const ResultKey& key);
    /// At a pixel of a slice; nothing where they are not at hand.
    [[nodiscard]] std::optional<Likeliest> at(const ResultKey& key, int column, int row);
    [[nodiscard]] std::shared_ptr<const ProbabilitySlice> find(const ResultKey& key)
    {
        return m_store.find(key);
    }

    /// The layer is seen, and the visible slice is there: no other mask's colours lie below it.
    [[nodiscard]] bool areSeen() const;
    /// By slice of the mask on the screen, null where there is none; none where no mask is.
    [[nodiscard]] std::vector<std::shared_ptr<const ProbabilitySlice>> slices();
    /// How many of those are there, and how many are kept at once.
    [[nodiscard]] int known() const;
    [[nodiscard]] int wanted() const;
    /// Why there are none: what went wrong; empty: nothing did.
    [[nodiscard]] const QString& failure() const noexcept { return m_failure; }

    /// What failed is tried again.
    void tryAgain();

    /// All slices of the mask on the screen are known, and the layer is seen.
    [[nodiscard]] bool canMakeLabels() const;
    /// Adds a label layer of what is within the layer's cut now, named as that.
    void makeLabels();
    /// What the layer wants is not all there.
    [[nodiscard]] bool isIncomplete() const { return !missing().empty(); }

    /// For the lane; empty: nothing. To be asked for again when it is done.
    [[nodiscard]] LaneWork urgentWork(std::shared_ptr<pipeline::InferenceSession> inference);
    [[nodiscard]] LaneWork laterWork(std::shared_ptr<pipeline::InferenceSession> inference);
    [[nodiscard]] LaneWork pointedWork(std::shared_ptr<pipeline::InferenceSession> inference);

Q_SIGNALS:
    void ready(); ///< of a slice that was pointed at
    void asked(); ///< there is pointedWork()
    /// More is known, or other slices are wanted; `visible`: of the visible slice.
    void changed(bool visible);

private:
    void followLayer();
    void followCase();
    [[nodiscard]] bool isLayerVisible() const;
    /// Slices of what is on the screen that are to be there, nearest first.
    [[nodiscard]] std::vector<ResultKey> wishes() const;
    [[nodiscard]] std::vector<ResultKey> missing() const;
    [[nodiscard]] LaneWork run(std::shared_ptr<pipeline::InferenceSession> inference,
                               std::vector<ResultKey> keys);

    Document& m_document;
    Session& m_session;
    ProbabilityStore m_store;
    std::shared_ptr<const Image> m_image; ///< of what is at hand
    bool m_layerWasVisible = false;
    std::optional<ResultKey> m_pointed;
    std::set<ResultKey> m_failed; ///< not tried again
    QString m_failure;
    LaneWork m_labels; ///< a layer that is to be made
};

} // namespace halftone::ui
