// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/cohort_session.h"

#include "core/base/path_text.h"
#include "core/base/sha256.h"
#include "ui/document/finding_text.h"
#include "ui/document/path_text.h"
#include "ui/session/cohort_count.h"
#include "ui/session/cohort_files.h"
#include "ui/session/cohort_repeats.h"
#include "ui/session/open_files.h"
#include "ui/session/session.h"

#include <QStandardPaths>

#include <algorithm>
#include <map>
#include <utility>

namespace halftone::ui {

using pipeline::CaseRecord;
using pipeline::CohortPoints;

std::filesystem::path defaultResultsFolder(const std::filesystem::path& source)
{
    std::error_code ignored;
    const std::filesystem::path full = std::filesystem::weakly_canonical(source, ignored);
    Sha256 sum;
    sum.add(toUtf8(full));
    constexpr std::size_t kDigits = 8; // lists of one name in different folders
    const std::string name = toUtf8(source.stem()) + "-" + sum.finish().substr(0, kDigits);
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return toPath(data) / "cohorts" / fromUtf8(name);
}

CohortSession::CohortSession(pipeline::Runtime runtime, Session& session, QObject* parent)
    : QObject(parent), m_runtime(std::move(runtime)),
      m_session(session), m_precisions{
                              quant::kHighestInteger, quant::kBalanced, {4, 4}, quant::kSmallest}
{
    m_files = std::make_unique<AlsoOpen>(m_session.document(),
                                         [this] { return filesOfCohort(m_cohort, m_folder); });
    connect(m_files.get(), &QObject::destroyed, this,
            [this] { static_cast<void>(m_files.release()); }); // the document went first
    connect(&m_session, &Session::settledChanged, this, &CohortSession::holdForSession);
    connect(&m_session.saver(), &MaskSaver::changed, this, &CohortSession::holdForSession);
    connect(&m_reader, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        setState(m_cohort.cases.empty() ? State::Empty : State::Ready);
        Q_EMIT failed(text);
    });
    connect(&m_lane, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        setState(State::Ready);
        Q_EMIT failed(text);
    });
    connect(&m_lane, &JobRunner::progressed, this,
            [this](quint64, double fraction, const QString& what) {
                m_inCase = fraction;
                m_activity = what;
                Q_EMIT progressed();
            });
    connect(&m_lane, &JobRunner::cancelled, this, [this] {
        if (isBusy()) {
            setState(State::Ready);
        }
    });
}

CohortSession::~CohortSession()
{
    blockSignals(true); // who hears them may be half gone
    if (m_files) {
        m_files->disconnect(this);
    }
    m_lane.cancel();
    if (m_control) {
        m_control->cancel(); // or the lane would wait for it for ever
    }
}

void CohortSession::open(const std::filesystem::path& source)
{
    cancel();
    m_lane.cancel(); // what it still tells is of cases that are gone
    setState(State::Reading);
    m_reader.start([source](const JobContext&) { return pipeline::readCohort(source); },
                   [this, source](pipeline::Cohort cohort) {
                       m_cohort = std::move(cohort);
                       m_folder = defaultResultsFolder(source);
                       forgetResults();
                       setState(State::Ready);
                       Q_EMIT opened();
                   });
}

void CohortSession::forgetResults()
{
    m_cases.assign(m_cohort.cases.size(), {});
    m_points = std::make_shared<const std::vector<CohortPoints>>();
    m_notes.clear();
    m_inCase = 0;
    m_otherResults = false;
    Q_EMIT pointsChanged();
}

void CohortSession::setPrecisions(std::vector<quant::Precision> precisions)
{
    if (!isBusy() && precisions != m_precisions) {
        std::sort(precisions.begin(), precisions.end(), std::greater<>());
        m_precisions = std::move(precisions);
        Q_EMIT settingsChanged();
    }
}

void CohortSession::setModel(std::optional<pipeline::InstalledModel> model)
{
    if (!isBusy()) {
        const auto networkOf = [](const auto& one) { return one ? one->model : nullptr; };
        m_otherResults = m_otherResults || networkOf(model) != networkOf(m_model);
        m_model = std::move(model);
        Q_EMIT settingsChanged();
    }
}

void CohortSession::setResultsFolder(const std::filesystem::path& folder)
{
    if (!isBusy()) {
        m_otherResults = m_otherResults || folder != m_folder;
        m_folder = folder;
        Q_EMIT settingsChanged();
    }
}

void CohortSession::startAfresh()
{
    if (m_otherResults) {
        forgetResults();
    }
    for (Case& item : m_cases) {
        item.state = CaseState::Waiting;
        item.failures.clear();
    }
    m_notes.clear();
    Q_EMIT opened(); // all rows are to be drawn anew
}

void CohortSession::noteFormerResults(std::size_t records, std::size_t damagedLines)
{
    if (damagedLines > 0) {
        m_notes << tr("Lines of the results that are cut or damaged, as a run that was "
                      "ended leaves them: %1. What they held is computed again.")
                       .arg(damagedLines);
    }
    if (records > 0) {
        m_notes << tr("Results of former runs in the folder: %1. Those of the same "
                      "files, model and version of Halftone are taken, no others.")
                       .arg(records);
    }
}

void CohortSession::start()
{
    if (m_state != State::Ready) {
        return;
    }
    startAfresh();
    m_control = std::make_shared<pipeline::CohortControl>();
    m_pace.start();
    setState(State::Running);
    holdForSession();
    const pipeline::CohortOptions options{.precisions = m_precisions,
                                          .model = m_model,
                                          .installed = m_session.opener().library().models,
                                          .distances = true};
    m_lane.start(
        [this, runtime = m_runtime, cohort = m_cohort, options, folder = m_folder,
         control = m_control, counter = CohortCount(m_cases)](const JobContext& context) mutable {
            pipeline::CohortJournal journal(folder);
            context.post([this, before = journal.size(), damaged = journal.damagedLines()] {
                noteFormerResults(before, damaged);
            });
            pipeline::CohortEvents events;
            const auto post = [&](std::function<void()> call) { context.post(std::move(call)); };
            events.started = [&](std::size_t which) { post([this, which] { beginCase(which); }); };
            const ProgressFn progress = context.progress(); // thirty a second
            events.progressed = [&](std::size_t, double fraction, const std::string& what) {
                reportProgress(progress, fraction, what);
            };
            events.recorded = [&](std::size_t which, const CaseRecord& record, bool kept) {
                counter.add(which, record);
                post([this, which, record, kept] { takeRecord(which, record, kept); });
            };
            events.failed = [&](std::size_t which, const std::string& sentence) {
                post([this, which, text = QString::fromStdString(sentence)] {
                    m_cases[which].failures << text;
                    Q_EMIT caseChanged(static_cast<int>(which));
                });
            };
            const auto count = [&](bool now) {
                if (auto points = counter.count(now)) {
                    post([this, points] {
                        m_points = points;
                        Q_EMIT pointsChanged();
                    });
                }
            };
            events.ended = [&](std::size_t which) {
                post([this, which, told = counter.end(which)] { endCase(which, told); });
                count(false);
            };
            try {
                pipeline::runCohort(runtime, cohort, options, journal, events, *control);
            } catch (...) {
                if (!context.stop().stopRequested()) { // else nobody waits for it
                    count(true);                       // of what is there
                }
                throw;
            }
            count(true);
        },
        [this] { setState(State::Ready); });
}

void CohortSession::beginCase(std::size_t which)
{
    m_cases[which].state = CaseState::Running;
    m_inCase = 0;
    m_pace.beginCase();
    Q_EMIT caseChanged(static_cast<int>(which));
}

void CohortSession::endCase(std::size_t which, const std::set<quant::Precision>& told)
{
    Case& item = m_cases[which];
    std::erase_if(item.records, [&](const auto& each) { return !told.contains(each.first); });
    item.state = item.records.empty() ? CaseState::Failed : CaseState::Done;
    m_inCase = 0;
    m_pace.endCase();
    Q_EMIT caseChanged(static_cast<int>(which));
    Q_EMIT progressed();
}

void CohortSession::takeRecord(std::size_t which, CaseRecord record, bool kept)
{
    m_pace.record(kept);
    const quant::Precision precision = record.point.precision;
    m_cases[which].records.insert_or_assign(precision, std::move(record));
    Q_EMIT caseChanged(static_cast<int>(which));
}

void CohortSession::pause(bool paused)
{
    if (!isBusy() || paused == (m_state == State::Paused)) {
        return;
    }
    m_control->hold("pause", paused);
    setState(paused ? State::Paused : State::Running);
    holdForSession();
}

void CohortSession::cancel()
{
    if (m_control) {
        m_control->cancel();
    }
}

void CohortSession::holdForSession()
{
    if (!isBusy() || !m_control) {
        return;
    }
    const bool saving = m_session.saver().isBusy();
    m_control->hold("session", !m_session.isSettled() || saving);
    const bool held = m_control->isHeld();
    if (held == m_held) {
        return;
    }
    m_held = held;
    m_pace.hold(held);
    Q_EMIT progressed();
}

void CohortSession::setState(State state)
{
    if (m_state == state) {
        return;
    }
    m_state = state;
    if (!isBusy()) {
        m_held = false;
        m_activity.clear();
        for (Case& item : m_cases) { // one that was ended in its midst
            if (item.state == CaseState::Running) {
                item.state = item.records.empty() ? CaseState::Waiting : CaseState::Done;
            }
        }
    }
    Q_EMIT stateChanged();
}

QStringList CohortSession::problems() const
{
    QStringList all = m_notes;
    for (const std::string& fault : m_cohort.faults) {
        all << coreText(fault);
    }
    QStringList others = repeatedImages(m_cohort, m_cases);
    for (const Case& item : m_cases) {
        others << item.failures;
    }
    for (const QString& sentence : others) {
        all << coreText(sentence);
    }
    return all;
}

std::vector<const CaseRecord*> CohortSession::records() const
{
    std::vector<const CaseRecord*> all;
    for (const Case& item : m_cases) {
        for (auto record = item.records.rbegin(); record != item.records.rend(); ++record) {
            all.push_back(&record->second);
        }
    }
    return all;
}

std::size_t CohortSession::ended() const
{
    return static_cast<std::size_t>(
        std::count_if(m_cases.begin(), m_cases.end(), [](const Case& item) {
            return item.state == CaseState::Done || item.state == CaseState::Failed;
        }));
}

double CohortSession::fraction() const
{
    return m_cases.empty()
               ? 0
               : (static_cast<double>(ended()) + m_inCase) / static_cast<double>(m_cases.size());
}

QString CohortSession::remaining() const
{
    return m_state == State::Running
               ? m_pace.remaining(static_cast<double>(m_cases.size()) * (1 - fraction()), m_inCase)
               : QString();
}

} // namespace halftone::ui
