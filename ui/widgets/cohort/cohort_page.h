// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_session.h"
#include "ui/session/cohort_table_model.h"

#include <QTimer>
#include <QWidget>

#include <set>

class QFrame;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace halftone::ui {

class CohortFindings;
class CohortTable;
class FileFolders;
class Session;

/// The page of a cohort: what to run, how far it is, each case, and all cases together.
class CohortPage : public QWidget {
    Q_OBJECT

public:
    /// `session` outlives it.
    CohortPage(pipeline::Runtime runtime, Session& session, FileFolders& folders,
               QWidget* parent = nullptr);

    [[nodiscard]] CohortSession& cohort() noexcept { return m_cohort; }
    /// A CSV or a folder.
    void open(const QString& path);
    /// Asks for a CSV.
    void askForList();
    /// Asks before a run is ended by closing the window: false, and the question stands on the page
    /// until it is answered. What is finished is kept either way.
    [[nodiscard]] bool mayClose();

Q_SIGNALS:
    /// A case is to be looked at: its image opens.
    void imageRequested();
    void closeConfirmed();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void layOut();
    void connectCohort();
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeQuestion();
    void askForFolder();
    void say(const QString& sentence, const char* role = "problem");
    void follow();
    void followProgress();
    void openCase(int row);
    void goToSlice();
    void exportAs(const QString& kind);

    Session& m_session;
    FileFolders& m_folders;
    CohortSession m_cohort;
    CohortTableModel m_model;
    QStackedWidget* m_stack;
    QLabel* m_title = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_export = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_progress = nullptr;
    QLabel* m_sentence;
    QFrame* m_question;
    CohortTable* m_table;
    CohortFindings* m_findings;
    bool m_mayClose = false;
    QTimer m_gather;                 ///< until what changed is shown
    std::set<int> m_changed;         ///< cases
    std::filesystem::path m_opening; ///< the image that a double click asked for
    int m_openSlice = -1;            ///< the slice to go to in it
};

} // namespace halftone::ui
