// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/tradeoff_table_model.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace halftone::ui {

class ChartView;

/// The chart with its axes to choose, limits, and the best that is within them, as its model's
/// TradeoffChoice says; several panels of one model show the same.
class TradeoffPanel : public QWidget {
    Q_OBJECT

public:
    /// `model` is borrowed.
    explicit TradeoffPanel(const TradeoffTableModel& model, QWidget* parent = nullptr);

    void setCurrent(quant::Precision precision);
    [[nodiscard]] ChartView& chart() { return *m_chart; }

Q_SIGNALS:
    /// A click on a point, Enter, or "Go there".
    void precisionChosen(halftone::quant::Precision precision);

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeAxes();
    [[nodiscard]] QWidget* makeVerdict();
    void followSubject();
    void followChoice();
    void updateVerdict();

    const TradeoffTableModel& m_model;
    quant::Precision m_current = quant::kBalanced;
    ChartView* m_chart = nullptr;
    QComboBox* m_quality = nullptr;
    QComboBox* m_cost = nullptr;
    QToolButton* m_limitsButton = nullptr;
    QWidget* m_verdict = nullptr;
    QLabel* m_sentence = nullptr;
    QToolButton* m_go = nullptr;
};

} // namespace halftone::ui
