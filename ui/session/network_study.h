// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/network_analysis.h"
#include "core/pipeline/sensitivity.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/result_store.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

class Session;

/// What is known of a network's layers for one mask.
struct StudiedNetwork {
    ResultKey key;
    std::shared_ptr<const model::Model> model;
    pipeline::NetworkAnalysis analysis;
    std::vector<pipeline::LayerLoss> losses;   ///< found so far, of lossesToFind()
    std::size_t lossesWanted = 0;              ///< how many there will be
    std::shared_ptr<const LabelMap> reference; ///< that `losses` are told by

    [[nodiscard]] bool hasAllLosses() const noexcept { return losses.size() >= lossesWanted; }
};

/// Looks into the network behind the mask that is shown, layer by layer, and keeps what it found
/// per {image, model, precision, slice}. Nothing is computed unless somebody looks (setSeen), and
/// nothing at the same time as what is timed: the session's background is held while layers are
/// timed, and losses are simulated only once the session is settled.
class NetworkStudy : public QObject {
    Q_OBJECT

public:
    /// The session is borrowed; once it is gone nothing happens any more.
    NetworkStudy(Session& session, pipeline::Runtime runtime, QObject* parent = nullptr);

    /// Somebody looks at it.
    void setSeen(bool seen);
    /// Losses are not looked for any more, until the next mask or resumeLosses().
    void stopLosses();
    void resumeLosses();

    /// Of the mask that is wanted, or while that is computed of the former one of the same slice;
    /// null: nothing yet. Until changed().
    [[nodiscard]] const StudiedNetwork* shown() const;
    /// "computing W3A6", or why it cannot be; empty where shown() is of what is wanted.
    [[nodiscard]] QString pendingText() const;
    /// What happens to losses: "simulating 4 of 27", or why there are none; empty once all are
    /// there.
    [[nodiscard]] QString lossText() const;
    [[nodiscard]] bool isLosing() const { return m_simulator.isBusy(); }
    [[nodiscard]] bool areLossesStopped() const noexcept { return m_lossesStopped; }

Q_SIGNALS:
    void changed();

private:
    /// Used by the worker thread only: ceilings are measured once.
    struct Worker {
        std::optional<engine::CostModel> costs;
    };

    void follow();
    void followLater();
    void analyse(const ResultKey& key);
    void findLosses(StudiedNetwork& study);
    void keep(StudiedNetwork study);

    QPointer<Session> m_session;
    pipeline::Runtime m_runtime;
    bool m_seen = false;
    bool m_followQueued = false;
    bool m_lossesStopped = false;
    std::map<ResultKey, StudiedNetwork> m_studies;
    std::optional<ResultKey> m_shown;
    std::optional<ResultKey> m_asked; ///< being analysed
    std::optional<ResultKey> m_failed;
    std::optional<ResultKey> m_lossesFailed;
    QString m_failure; ///< a sentence
    QString m_lossFailure;
    std::shared_ptr<Worker> m_worker = std::make_shared<Worker>();
    JobRunner m_analyser; ///< last: they stop before the others are gone
    JobRunner m_simulator;
};

} // namespace halftone::ui
