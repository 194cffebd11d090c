// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/statistics_model.h"
#include "ui/session/statistics_study.h"

#include <QDialog>

#include <functional>
#include <string>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace halftone::ui {

class FileFolders;
class MainWindow;

/// Statistics of the visible masks, by label and by slice. Follows the window while it is open;
/// does not keep it from being used.
class StatisticsDialog : public QDialog {
    Q_OBJECT

public:
    StatisticsDialog(Session& session, pipeline::Runtime runtime, FileFolders& folders,
                     QWidget* parent = nullptr);

    [[nodiscard]] const StatisticsStudy& study() const noexcept { return m_study; }
    /// It goes then, once all that it writes is written.
    void done(int result) override;

Q_SIGNALS:
    void failed(const QString& sentence);
    void saved(const QString& path);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void goWhenDone();
    [[nodiscard]] QTableView* makeTable(QAbstractItemModel& model, const char* name,
                                        const QString& accessibleName);
    [[nodiscard]] QWidget* makeTop();
    [[nodiscard]] QWidget* makeButtons();
    /// Makes the table that is seen, with how it came about; for another thread.
    [[nodiscard]] std::function<std::string(const StopToken& stop)> csvWork() const;
    void copy();
    void save();
    void follow();

    Session& m_session;
    pipeline::Runtime m_runtime;
    FileFolders& m_folders;
    StatisticsStudy m_study;
    StatisticsModel m_labels{m_study};
    AreasModel m_areas{m_study};
    QLabel* m_state = nullptr;
    QStackedWidget* m_tables = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_save = nullptr;
    JobRunner m_writer{Lane::Queued}; ///< last: it stops before what it delivers to is gone
};

/// Shows the one dialog of the window, made when it is first asked for.
void showStatistics(MainWindow& window);

} // namespace halftone::ui
