// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_table_model.h"

#include <QWidget>

#include <array>

class QButtonGroup;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTableWidget;
class QTextBrowser;
class QToolButton;

namespace halftone::ui {

class SpreadPlot;

/// All cases of a cohort together, below the table of them: a summary with intervals, how they
/// spread, what each precision loses case by case, and what could not be used. One model and one
/// structure at a time.
class CohortFindings : public QWidget {
    Q_OBJECT

public:
    enum class Part { Summary, Spread, Losses, Problems };

    /// Both outlive it.
    CohortFindings(const CohortSession& cohort, CohortTableModel& model, QWidget* parent = nullptr);

    void show(Part part);
    void setPrecision(quant::Precision precision);
    void setSelectedRow(int row);
    /// Drawn anew a moment later, however often it is asked for.
    void reload();
    /// Those of the model that is chosen; null: none yet.
    [[nodiscard]] const pipeline::CohortPoints* points() const;

Q_SIGNALS:
    void rowClicked(int row);
    void rowActivated(int row);
    void precisionClicked(halftone::quant::Precision precision);

private:
    void fill();
    void fillChoices();
    void fillSummary();
    void fillPlots();
    void fillProblems();

    const CohortSession& m_cohort;
    CohortTableModel& m_model;
    QButtonGroup* m_parts;
    QToolButton* m_problemsButton = nullptr;
    QComboBox* m_models;
    QComboBox* m_structures;
    QStackedWidget* m_stack;
    QTableWidget* m_summary;
    QLabel* m_note;
    SpreadPlot* m_spread;
    SpreadPlot* m_losses;
    QTextBrowser* m_problems;
    bool m_isDue = false;
};

} // namespace halftone::ui
