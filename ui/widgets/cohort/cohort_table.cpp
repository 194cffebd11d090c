// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cohort/cohort_table.h"

#include "core/report/csv.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace halftone::ui {

namespace {

constexpr int kDigits = 10; ///< of numbers that are copied

std::string cellText(const QVariant& value)
{
    return value.typeId() == QMetaType::Double
               ? QString::number(value.toDouble(), 'g', kDigits).toStdString()
               : value.toString().toStdString();
}

} // namespace

CohortTable::CohortTable(CohortTableModel& model, QWidget* parent)
    : QTableView(parent), m_model(model), m_sorted(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("cohortTable"));
    setAccessibleName(tr("Cases"));
    m_sorted->setSourceModel(&model);
    m_sorted->setSortRole(CohortTableModel::kValueRole);
    setModel(m_sorted);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder); // the order of the list
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leads out of it
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(26);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setResizeContentsPrecision(0); // of what is seen: there may be thousands
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        Q_EMIT rowActivated(m_sorted->mapToSource(index).row());
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                Q_EMIT rowSelected(m_sorted->mapToSource(index).row());
            });
}

void CohortTable::selectRow(int row)
{
    const QModelIndex index = m_sorted->mapFromSource(m_model.index(row, 0));
    if (index.isValid()) {
        QTableView::selectRow(index.row());
        scrollTo(index);
    } else {
        clearSelection();
    }
}

QString CohortTable::toCsv() const
{
    std::set<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows()) {
        rows.insert(index.row());
    }
    if (rows.size() < 2) { // one is what was looked at, not what was chosen
        rows.clear();
        for (int row = 0; row < m_sorted->rowCount(); ++row) {
            rows.insert(row);
        }
    }
    const int columns = m_sorted->columnCount();
    std::vector<std::string> cells;
    for (int column = 0; column < columns; ++column) {
        cells.push_back(m_sorted->headerData(column, Qt::Horizontal, CohortTableModel::kValueRole)
                            .toString()
                            .toStdString());
    }
    std::string text = report::csvLine(cells);
    for (const int row : rows) {
        cells.clear();
        for (int column = 0; column < columns; ++column) {
            cells.push_back(
                cellText(m_sorted->index(row, column).data(CohortTableModel::kValueRole)));
        }
        text += report::csvLine(cells);
    }
    return QString::fromStdString(text);
}

void CohortTable::copy() const
{
    QApplication::clipboard()->setText(toCsv());
}

bool CohortTable::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
        case Qt::Key_Home:
        case Qt::Key_End: event->accept(); return true;
        default: break;
        }
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QTableView::event(event);
}

void CohortTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const QModelIndex current = currentIndex();
        if (current.isValid()) {
            Q_EMIT rowActivated(m_sorted->mapToSource(current).row());
        }
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace halftone::ui
