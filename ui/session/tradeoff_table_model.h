// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/tradeoff.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace halftone::ui {

/// What the trade-off is drawn against.
using pipeline::CostAxis;

/// The points of the sweep as a table, and the data behind the chart. One row a precision, from the
/// most bits to the fewest.
class TradeoffTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Precision, Quality, Latency, Weights, Memory, Kind, ColumnCount };
    /// The plain number behind a cell, for sorting and export.
    static constexpr int kValueRole = Qt::UserRole;
    /// On the front of quality against slice time.
    static constexpr int kFrontRole = Qt::UserRole + 1;

    explicit TradeoffTableModel(QObject* parent = nullptr);

    /// Empties the table. `qualityIsDice`: against a reference; otherwise agreement with full
    /// precision, and named so.
    void clear(bool qualityIsDice);
    /// All points at once, in any order: one reset, and none where nothing was and nothing is.
    void assign(std::vector<pipeline::TradeoffPoint> points, bool qualityIsDice);
    /// Adds the point or replaces the one of its precision.
    void upsert(const pipeline::TradeoffPoint& point);
    [[nodiscard]] const std::vector<pipeline::TradeoffPoint>& points() const noexcept
    {
        return m_points;
    }
    [[nodiscard]] bool qualityIsDice() const noexcept { return m_qualityIsDice; }
    [[nodiscard]] std::optional<double> quality(const pipeline::TradeoffPoint& point) const;
    /// Rows of the precisions worth choosing, by rising cost.
    [[nodiscard]] std::vector<std::size_t> front(CostAxis axis) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] pipeline::QualityAxis qualityAxis() const noexcept
    {
        return m_qualityIsDice ? pipeline::QualityAxis::Dice : pipeline::QualityAxis::Agreement;
    }
    [[nodiscard]] QVariant text(const pipeline::TradeoffPoint& point, int column) const;
    [[nodiscard]] QVariant value(const pipeline::TradeoffPoint& point, int column) const;

    std::vector<pipeline::TradeoffPoint> m_points;
    bool m_qualityIsDice = true;
};

} // namespace halftone::ui
