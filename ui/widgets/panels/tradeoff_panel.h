// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/point_facts.h"
#include "ui/session/tradeoff_table_model.h"

#include <QWidget>

#include <map>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace halftone::ui {

class ChartView;
class PopupCard;

/// The chart with its axes to choose, limits, and the best that is within them. What was chosen
/// lasts as long as the panel, whatever is opened.
class TradeoffPanel : public QWidget {
    Q_OBJECT

public:
    /// `model` is borrowed.
    explicit TradeoffPanel(const TradeoffTableModel& model, QWidget* parent = nullptr);

    void setCurrent(quant::Precision precision);
    [[nodiscard]] ChartView& chart() { return *m_chart; }
    /// What is set, in what costOf() gives.
    [[nodiscard]] pipeline::Limits limits() const;

Q_SIGNALS:
    /// A click on a point, Enter, or "Go there".
    void precisionChosen(halftone::quant::Precision precision);

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeAxes();
    [[nodiscard]] QWidget* makeVerdict();
    [[nodiscard]] PopupCard* makeLimits();
    [[nodiscard]] PopupCard* makeLegend();
    void followSubject();
    void followAxes();
    void followLimits();
    void updateVerdict();

    const TradeoffTableModel& m_model;
    quant::Precision m_current = quant::kBalanced;
    TradeoffAxes m_wished{QualityAxis::Dice, CostAxis::SliceTime};
    std::map<CostAxis, double> m_mostCost; ///< in the units of the box
    ChartView* m_chart = nullptr;
    QComboBox* m_quality = nullptr;
    QComboBox* m_cost = nullptr;
    QToolButton* m_limitsButton = nullptr;
    PopupCard* m_limits = nullptr;
    QCheckBox* m_hasMostCost = nullptr;
    QDoubleSpinBox* m_mostCostBox = nullptr;
    QCheckBox* m_hasLeastQuality = nullptr;
    QDoubleSpinBox* m_leastQuality = nullptr;
    QLabel* m_limitsRule = nullptr;
    PopupCard* m_legend = nullptr;
    QWidget* m_verdict = nullptr;
    QLabel* m_sentence = nullptr;
    QPushButton* m_go = nullptr;
};

} // namespace halftone::ui
