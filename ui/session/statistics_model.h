// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/statistics_study.h"

#include <QAbstractTableModel>
#include <QColor>
#include <QStringList>

#include <vector>

namespace halftone::ui {

/// Texts of a study as a table, which says what changed and stays as it is where nothing did.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    struct Row {
        QStringList texts;
        QColor colour;   ///< of the label; invalid: none
        QString toolTip; ///< of the whole row

        friend bool operator==(const Row&, const Row&) = default;
    };
    /// The first `leftColumns` are to the left, the others, numbers, to the right; `coloured` has
    /// the colour.
    void show(QStringList headings, std::vector<Row> rows, int leftColumns, int coloured);

private:
    QStringList m_headings;
    std::vector<Row> m_rows;
    int m_leftColumns = 0;
    int m_coloured = -1;
};

/// A row a label of each visible mask. What is not known is empty; the slices of a mask that is not
/// whole say so, and it has no volume.
class StatisticsModel : public TextTableModel {
    Q_OBJECT

public:
    enum Column : int { Mask, Label, Slices, Voxels, Volume, Values, Area, Dice, Hd95, Assd };

    explicit StatisticsModel(const StatisticsStudy& study, QObject* parent = nullptr);

private:
    void refresh();

    const StatisticsStudy& m_study;
};

/// A row a slice, a column a label: areas of masks that are whole.
class AreasModel : public TextTableModel {
    Q_OBJECT

public:
    explicit AreasModel(const StatisticsStudy& study, QObject* parent = nullptr);

private:
    void refresh();

    const StatisticsStudy& m_study;
};

} // namespace halftone::ui
