// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_views.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QPainter;

namespace halftone::ui {

/// The cases of a cohort, a column a precision: points for cases, a box for scores, mean and
/// interval for losses. The present precision is in the accent colour. Hovering names a case, a
/// click selects it, a double click opens it; a click on the name of a precision chooses that.
class SpreadPlot : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Scores, Agreements, Losses };

    explicit SpreadPlot(QWidget* parent = nullptr);

    /// `nameOf` tells the case of a row.
    void setColumns(Kind kind, std::vector<SpreadColumn> columns,
                    std::function<QString(int row)> nameOf);
    void setPrecision(quant::Precision precision);
    void setSelectedRow(int row); ///< -1: none
    /// What the marks mean, as it stands below them.
    [[nodiscard]] QString legend() const;
    /// Where a case is drawn; empty where it is not.
    [[nodiscard]] std::optional<QPointF> placeOf(quant::Precision precision, int row) const;
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 150}; }

Q_SIGNALS:
    void rowClicked(int row);
    void rowActivated(int row);
    void precisionClicked(halftone::quant::Precision precision);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Hit {
        std::size_t column = 0;
        const SpreadMark* mark = nullptr; ///< null: the column's name
    };

    void setRange();
    [[nodiscard]] QRectF legendArea() const; ///< as tall as it needs
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] double xOf(std::size_t column) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] QPointF pointOf(std::size_t column, const SpreadMark& mark) const;
    [[nodiscard]] std::optional<Hit> hitAt(const QPointF& place) const;
    [[nodiscard]] QString textOf(double value) const;
    void paintAxis(QPainter& painter) const;
    void paintColumn(QPainter& painter, std::size_t number) const;

    Kind m_kind = Kind::Scores;
    std::vector<SpreadColumn> m_columns;
    std::function<QString(int)> m_nameOf;
    quant::Precision m_precision = quant::kBalanced;
    int m_selected = -1;
    double m_low = 0; ///< of the axis
    double m_high = 1;
};

} // namespace halftone::ui
