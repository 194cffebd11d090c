// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_table_model.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace halftone::ui {

/// The cases, sortable by any column; keys move in it instead of through slices, and copying copies
/// the chosen rows, or all, as CSV. Rows are those of the model, however it is sorted.
class CohortTable : public QTableView {
    Q_OBJECT

public:
    /// `model` outlives it.
    explicit CohortTable(CohortTableModel& model, QWidget* parent = nullptr);

    void selectRow(int row); ///< -1: none
    /// As it is sorted, with plain numbers; all rows unless some are chosen.
    [[nodiscard]] QString toCsv() const;
    void copy() const;

Q_SIGNALS:
    void rowSelected(int row); ///< -1: none
    void rowActivated(int row);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

    CohortTableModel& m_model;
    QSortFilterProxyModel* m_sorted;
};

} // namespace halftone::ui
