// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/network_study.h"

#include "core/engine/plan/ceiling.h"
#include "ui/document/format.h"
#include "ui/session/session.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

/// Of one network some 10 kB; the oldest image's go first, which is all that is left of it.
constexpr std::size_t kMostStudies = 500;

} // namespace

NetworkStudy::NetworkStudy(Session& session, pipeline::Runtime runtime, QObject* parent)
    : QObject(parent), m_session(&session), m_runtime(std::move(runtime))
{
    // After all that the session itself has to do about it.
    connect(&session, &Session::figuresChanged, this, &NetworkStudy::followLater);
    connect(&session, &Session::caseChanged, this, [this] {
        m_failed.reset();
        m_lossesFailed.reset();
        m_lossesStopped = false;
        followLater();
    });
    connect(&session, &Session::settled, this, &NetworkStudy::followLater);
    connect(&m_analyser, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        m_failed = std::exchange(m_asked, std::nullopt);
        m_failure = text;
        follow();
    });
    connect(&m_simulator, &JobRunner::failed, this,
            [this](quint64, ErrorCode, const QString& text) {
                m_lossesFailed = m_shown;
                m_lossFailure = text;
                follow();
            });
    connect(&m_simulator, &JobRunner::finished, this, [this] { Q_EMIT changed(); });
}

void NetworkStudy::setSeen(bool seen)
{
    m_seen = seen;
    follow();
}

void NetworkStudy::stopLosses()
{
    m_lossesStopped = true;
    follow();
}

void NetworkStudy::resumeLosses()
{
    m_lossesStopped = false;
    follow();
}

void NetworkStudy::followLater()
{
    if (!std::exchange(m_followQueued, true)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_followQueued = false;
                follow();
            },
            Qt::QueuedConnection);
    }
}

void NetworkStudy::follow()
{
    if (!m_session) { // a window takes its session down before its widgets
        m_analyser.cancel();
        m_simulator.cancel();
        return;
    }
    const std::optional<ResultKey> wanted = m_session->wanted();
    if (m_shown && !m_studies.contains(*m_shown)) {
        m_shown.reset();
    }
    if (wanted && m_studies.contains(*wanted)) {
        m_shown = wanted;
        StudiedNetwork& study = m_studies.at(*wanted);
        if (study.reference != m_session->active()->loaded().reference) {
            study.reference = m_session->active()->loaded().reference;
            study.losses.clear(); // they were told by another reference
            m_simulator.cancel();
        }
    } else if (m_shown
               && (!wanted || m_shown->series != wanted->series
                   || m_shown->slice != wanted->slice)) {
        m_shown.reset(); // it said something of another slice
    }
    const bool isThere = !m_session->isPending(); // the mask; nothing is computed before it
    const bool isMissing = m_seen && wanted && m_shown != wanted && m_failed != wanted;
    if (m_asked && (!isMissing || m_asked != wanted)) {
        m_asked.reset();
        m_analyser.cancel();
    }
    m_session->holdBackground(isMissing && isThere, this);
    if (isMissing && isThere && !m_asked) {
        analyse(*wanted);
    }
    const bool isQuiet = m_session->isSettled() && !m_asked && m_shown == wanted;
    StudiedNetwork* study = m_shown && m_shown == wanted ? &m_studies.at(*m_shown) : nullptr;
    if (!m_seen || !isQuiet || m_lossesStopped || study == nullptr) {
        m_simulator.cancel();
    } else if (!study->hasAllLosses() && !m_simulator.isBusy() && m_lossesFailed != m_shown) {
        findLosses(*study);
    }
    Q_EMIT changed();
}

void NetworkStudy::analyse(const ResultKey& key)
{
    m_asked = key;
    const pipeline::LoadedStudy& loaded = m_session->active()->loaded();
    m_analyser.start(
        [worker = m_worker, runtime = m_runtime, model = loaded.model, prepared = loaded.prepared,
         reference = loaded.reference, key](const JobContext& context) {
            if (!worker->costs) {
                worker->costs = engine::withCeilings(
                    runtime.costs ? *runtime.costs : engine::builtInCosts(runtime.isa),
                    context.stop());
            }
            StudiedNetwork study{key, model, {}, {}, 0, reference};
            study.analysis =
                pipeline::analyseSlice(runtime, model, *prepared, prepared->slice(key.slice),
                                       key.precision, *worker->costs, context.stop());
            study.lossesWanted = pipeline::lossesToFind(*model, key.precision).size();
            return study;
        },
        [this](StudiedNetwork study) { keep(std::move(study)); });
}

void NetworkStudy::keep(StudiedNetwork study)
{
    m_asked.reset();
    if (m_studies.size() >= kMostStudies) {
        m_studies.erase(m_studies.begin());
    }
    m_studies.insert_or_assign(study.key, std::move(study));
    follow();
}

void NetworkStudy::findLosses(StudiedNetwork& study)
{
    const ActiveCase& active = *m_session->active();
    const pipeline::LoadedStudy& loaded = active.loaded();
    const SliceRecord* full = m_session->results().findMask(
        {study.key.series, m_session->precision().full(), study.key.slice});
    if (full == nullptr) {
        return; // it comes with the background
    }
    std::vector<pipeline::LayerLoss> missing =
        pipeline::lossesToFind(*loaded.model, study.key.precision);
    std::erase_if(missing, [&](const pipeline::LayerLoss& each) {
        return std::any_of(study.losses.begin(), study.losses.end(),
                           [&](const auto& found) { return found.layer == each.layer; });
    });
    const std::span<const std::uint8_t> reference = active.referenceSlice(study.key.slice);
    m_simulator.start(
        [this, runtime = m_runtime, model = loaded.model, prepared = loaded.prepared,
         key = study.key, structures = active.structures(), full = full->labels,
         reference = std::vector<std::uint8_t>(reference.begin(), reference.end()),
         missing = std::move(missing)](const JobContext& context) {
            const auto give = [&](const pipeline::LayerLoss& loss) {
                // Runs on this object's thread, and only while this job is the current one.
                context.post([this, key, loss] {
                    const auto found = m_studies.find(key);
                    if (found != m_studies.end()) {
                        found->second.losses.push_back(loss);
                        Q_EMIT changed();
                    }
                });
            };
            pipeline::findLosses(runtime, model, *prepared, prepared->slice(key.slice),
                                 key.precision, {structures, *full, reference}, missing, give, {},
                                 context.stop());
        },
        [] {});
}

const StudiedNetwork* NetworkStudy::shown() const
{
    const auto found = m_shown ? m_studies.find(*m_shown) : m_studies.end();
    return found != m_studies.end() ? &found->second : nullptr;
}

QString NetworkStudy::pendingText() const
{
    const std::optional<ResultKey> wanted = m_session ? m_session->wanted() : std::nullopt;
    if (!wanted || m_shown == wanted) {
        return {};
    }
    return m_failed == wanted ? m_failure
                              : tr("computing %1").arg(formatPrecision(wanted->precision));
}

QString NetworkStudy::lossText() const
{
    const StudiedNetwork* study = shown();
    if (study == nullptr || study->hasAllLosses()) {
        return study != nullptr && study->lossesWanted == 0
                   ? tr("no layer can have a bit less at %1")
                         .arg(formatPrecision(study->key.precision))
                   : QString();
    }
    if (m_lossesFailed == m_shown) {
        return m_lossFailure;
    }
    return (m_lossesStopped        ? tr("stopped at %1 of %2")
            : m_simulator.isBusy() ? tr("simulating %1 of %2")
                                   : tr("waiting for what is timed: %1 of %2"))
        .arg(study->losses.size())
        .arg(study->lossesWanted);
}

} // namespace halftone::ui
