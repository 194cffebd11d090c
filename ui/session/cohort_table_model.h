// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_session.h"

#include <QAbstractTableModel>

#include <optional>
#include <set>
#include <vector>

namespace halftone::ui {

/// How far the surfaces of a case lie apart.
struct CaseDistance {
    double hausdorff95 = 0;
    bool inMm = false; ///< else in voxels
};
/// Of a structure, or (empty) the mean over those labels that have a distance; of the unions where
/// no label is scored. Empty: none has.
[[nodiscard]] std::optional<CaseDistance> distanceOf(const pipeline::CaseRecord& record,
                                                     const QString& structure);

/// The cases of a cohort as a table: who, how many slices, the score at each precision, and what
/// one chosen precision costs and finds. One row a case, in the order of the list.
class CohortTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// Before the scores, and behind them.
    enum class Column {
        Case,
        Subject,
        Findings,
        Model,
        Slices,
        Score,
        Loss,
        Volume,
        Surface,
        Time
    };
    /// The plain number or text behind a cell, for sorting and export; invalid where there is none.
    static constexpr int kValueRole = Qt::UserRole;

    /// `session` outlives it.
    explicit CohortTableModel(const CohortSession& session, QObject* parent = nullptr);

    /// What the columns behind the scores tell of. None of those that ran: the fewest bits.
    void setPrecision(quant::Precision precision);
    [[nodiscard]] std::optional<quant::Precision> shownPrecision() const;
    /// The one that was asked for, run or not.
    [[nodiscard]] quant::Precision precision() const noexcept { return m_wanted; }
    /// Empty: the mean over the labels.
    void setStructure(const QString& structure);
    [[nodiscard]] const QString& structure() const noexcept { return m_structure; }
    /// Scores are agreements with full precision: no case has a reference.
    [[nodiscard]] bool isAgreement() const noexcept { return m_agreement; }
    /// Of the scores, from the most bits to the fewest.
    [[nodiscard]] const std::vector<quant::Precision>& precisions() const noexcept
    {
        return m_precisions;
    }
    /// Whose volume is shown: the chosen one, or the only label; empty: one is to be chosen.
    [[nodiscard]] QString shownStructure() const;
    /// The structures that are scored, in any case: labels as their model has them, then others.
    [[nodiscard]] QStringList structures() const;

    /// Dice or agreement of a case; empty where it has none.
    [[nodiscard]] std::optional<double> score(int row, quant::Precision precision) const;
    /// Full precision's minus this one's.
    [[nodiscard]] std::optional<double> loss(int row, quant::Precision precision) const;

    /// HD95, as distanceOf() has it.
    [[nodiscard]] std::optional<CaseDistance> distance(int row, quant::Precision precision) const;

    [[nodiscard]] Column kindOf(int column) const;
    [[nodiscard]] std::optional<quant::Precision> precisionOf(int column) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// Everything is another.
    void reload();
    void reloadCases(const std::set<int>& rows);

private:
    [[nodiscard]] const CohortSession::Case& item(int row) const
    {
        return m_session.cases()[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] const pipeline::CaseRecord* record(int row, quant::Precision precision) const;
    [[nodiscard]] const pipeline::CaseRecord* shownRecord(int row) const;
    [[nodiscard]] QVariant text(int row, int column) const;
    [[nodiscard]] QVariant value(int row, int column) const;
    [[nodiscard]] QString stateText(int row) const;
    [[nodiscard]] std::vector<quant::Precision> presentPrecisions() const;
    [[nodiscard]] bool onlyAgreements() const;

    const CohortSession& m_session;
    std::vector<quant::Precision> m_precisions;
    quant::Precision m_wanted = quant::kBalanced;
    QString m_structure;
    bool m_agreement = false;
};

} // namespace halftone::ui
