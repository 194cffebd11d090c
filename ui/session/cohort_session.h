// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/cohort.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/cohort_pace.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace halftone::ui {

class AlsoOpen;
class Session;

/// A cohort in the window: which cases at which precisions, what is known of them, and the run over
/// them in a lane of its own. The image that is open goes first: while its masks and times are
/// computed, or a mask is saved, the run waits, so no time of either is taken beside the other.
/// Everything that is finished lies in resultsFolder() at once; a run continues from there.
class CohortSession : public QObject {
    Q_OBJECT

public:
    enum class State {
        Empty,   ///< no cohort is open
        Reading, ///< a list is being read
        Ready,   ///< it can be started; results may be there from before
        Running,
        Paused,
    };
    enum class CaseState { Waiting, Running, Done, Failed };

    /// What is known of one case.
    struct Case {
        CaseState state = CaseState::Waiting;
        std::map<quant::Precision, pipeline::CaseRecord> records;
        QStringList failures; ///< sentences, English; a precision may fail alone
    };

    /// `session` outlives it.
    CohortSession(pipeline::Runtime runtime, Session& session, QObject* parent = nullptr);
    ~CohortSession() override;

    /// A CSV or a folder; what was open is closed, a run that goes on is ended.
    void open(const std::filesystem::path& source);
    /// Of what the next run is made. Ignored while one goes on.
    void setPrecisions(std::vector<quant::Precision> precisions);
    /// None: the best fitting for each case.
    void setModel(std::optional<pipeline::InstalledModel> model);
    void setResultsFolder(const std::filesystem::path& folder);

    /// Results on display stay until the run tells those of their case; none stays that it does not
    /// tell. Of another model or folder none stays at all.
    void start();
    void pause(bool paused);
    /// What is finished stays.
    void cancel();

    [[nodiscard]] const Session& session() const noexcept { return m_session; }
    [[nodiscard]] State state() const noexcept { return m_state; }
    [[nodiscard]] bool isBusy() const noexcept
    {
        return m_state == State::Running || m_state == State::Paused;
    }
    /// It waits for the image that is open.
    [[nodiscard]] bool isWaiting() const { return m_state == State::Running && m_held; }
    [[nodiscard]] const pipeline::Cohort& cohort() const noexcept { return m_cohort; }
    [[nodiscard]] const std::vector<Case>& cases() const noexcept { return m_cases; }
    /// With losses, over the cases that are done; they follow a case after its end.
    [[nodiscard]] const std::vector<pipeline::CohortPoints>& points() const noexcept
    {
        return *m_points;
    }
    [[nodiscard]] const std::vector<quant::Precision>& precisions() const noexcept
    {
        return m_precisions;
    }
    [[nodiscard]] const std::optional<pipeline::InstalledModel>& model() const noexcept
    {
        return m_model;
    }
    [[nodiscard]] const std::filesystem::path& resultsFolder() const noexcept { return m_folder; }
    /// Rows that are no case, cases that failed, results that were damaged or are of something
    /// else: a sentence each.
    [[nodiscard]] QStringList problems() const;
    /// All results that are there, case by case.
    [[nodiscard]] std::vector<const pipeline::CaseRecord*> records() const;

    [[nodiscard]] std::size_t ended() const; ///< cases with a result or a failure
    /// Of all cases, 0 to 1.
    [[nodiscard]] double fraction() const;
    /// "about 4 min left"; empty where it cannot be told yet.
    [[nodiscard]] QString remaining() const;
    /// What is being done.
    [[nodiscard]] const QString& activity() const noexcept { return m_activity; }

Q_SIGNALS:
    void opened();
    void stateChanged();
    void settingsChanged();
    void caseChanged(int which);
    void pointsChanged();
    void progressed();
    void failed(const QString& sentence);

private:
    void setState(State state);
    void holdForSession();
    void startAfresh();
    void noteFormerResults(std::size_t records, std::size_t damagedLines);
    void beginCase(std::size_t which);
    void forgetResults();
    void takeRecord(std::size_t which, pipeline::CaseRecord record, bool kept);
    void endCase(std::size_t which, const std::set<quant::Precision>& told);

    pipeline::Runtime m_runtime;
    Session& m_session;
    std::unique_ptr<AlsoOpen> m_files; ///< what the window may not write over
    State m_state = State::Empty;
    pipeline::Cohort m_cohort;
    std::vector<Case> m_cases;
    std::shared_ptr<const std::vector<pipeline::CohortPoints>> m_points =
        std::make_shared<const std::vector<pipeline::CohortPoints>>();
    std::vector<quant::Precision> m_precisions;
    std::optional<pipeline::InstalledModel> m_model;
    std::filesystem::path m_folder;
    QStringList m_notes; ///< about the folder of results
    QString m_activity;
    double m_inCase = 0; ///< of the case that runs, 0 to 1
    bool m_held = false;
    bool m_otherResults = false; ///< model or folder changed since the results were told
    CohortPace m_pace;
    std::shared_ptr<pipeline::CohortControl> m_control;
    JobRunner m_reader;
    JobRunner m_lane; ///< last: it stops before what its results are delivered to is gone
};

/// Where the results of a cohort lie unless the user says otherwise: a folder of the user's data,
/// named after the list, another one for each.
[[nodiscard]] std::filesystem::path defaultResultsFolder(const std::filesystem::path& source);

} // namespace halftone::ui
