// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/limits_card.h"

#include "core/base/latency.h"
#include "ui/session/tradeoff_choice.h"
#include "ui/widgets/controls/number_field.h"
#include "ui/widgets/controls/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr int kWords = 250;

/// How a limit of costs is typed.
struct LimitUnit {
    double size; ///< in what costOf() gives
    const char* suffix;
    int decimals;
};

LimitUnit unitOf(CostAxis axis)
{
    switch (axis) {
    case CostAxis::SliceTime: return {1, " ms", 1};
    case CostAxis::WeightBytes: return {1e3, " kB", 0};
    case CostAxis::Memory: return {1e6, " MB", 1};
    case CostAxis::BitOperations: return {1e9, " G", 1};
    }
    return {1, "", 1};
}

QDoubleSpinBox* makeBox(const char* name, const QString& what, QWidget* parent)
{
    auto* box = new NumberField(parent);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(what);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setMinimumWidth(110);
    return box;
}

} // namespace

LimitsCard::LimitsCard(TradeoffChoice& choice, QWidget* parent)
    : PopupCard(parent), m_choice(choice)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(16, 14, 16, 14);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(8);
    m_hasMostCost = new QCheckBox(tr("at most"), this);
    m_hasMostCost->setObjectName(QStringLiteral("hasMostCost"));
    m_mostCost = makeBox("mostCost", tr("Most that the cost may be"), this);
    m_mostCost->setRange(0, 1e7);
    m_hasLeastQuality = new QCheckBox(tr("at least"), this);
    m_hasLeastQuality->setObjectName(QStringLiteral("hasLeastQuality"));
    m_leastQuality = makeBox("leastQuality", tr("Least that the quality has to be"), this);
    m_leastQuality->setRange(0, 1);
    m_leastQuality->setDecimals(3);
    QLabel* rule = theme::label(
        tr("Shaded in the chart: what is within the limits. The star is the best of it: the "
           "highest quality whose cost is sure to be within, with all of its interval; of equals "
           "the cheapest. Times of fewer than %1 runs, and simulated ones, never are.")
            .arg(kRunsToRank),
        "small", this);
    rule->setWordWrap(true);
    rule->setFixedWidth(kWords);
    grid->addWidget(m_hasMostCost, 0, 0);
    grid->addWidget(m_mostCost, 0, 1);
    grid->addWidget(m_hasLeastQuality, 1, 0);
    grid->addWidget(m_leastQuality, 1, 1);
    grid->addWidget(rule, 2, 0, 1, 2);

    connect(m_hasMostCost, &QCheckBox::toggled, this,
            [this](bool isOn) { m_choice.setMostCost(isOn, m_choice.mostCost()); });
    connect(m_hasLeastQuality, &QCheckBox::toggled, this,
            [this](bool isOn) { m_choice.setLeastQuality(isOn, m_choice.leastQuality()); });
    // Whoever types a limit means it.
    connect(m_mostCost, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_choice.setMostCost(true, value * unitOf(m_choice.axes().cost).size);
    });
    connect(m_leastQuality, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { m_choice.setLeastQuality(true, value); });
    connect(&m_choice, &TradeoffChoice::changed, this, &LimitsCard::follow);
    follow();
}

void LimitsCard::follow()
{
    const QSignalBlocker quiet[] = {QSignalBlocker(m_hasMostCost), QSignalBlocker(m_mostCost),
                                    QSignalBlocker(m_hasLeastQuality),
                                    QSignalBlocker(m_leastQuality)};
    const LimitUnit unit = unitOf(m_choice.axes().cost);
    m_mostCost->setDecimals(unit.decimals);
    m_mostCost->setSuffix(QString::fromLatin1(unit.suffix));
    // A box that shows the value already is being typed into.
    if (m_mostCost->value() * unit.size != m_choice.mostCost()) {
        m_mostCost->setValue(m_choice.mostCost() / unit.size);
    }
    if (m_leastQuality->value() != m_choice.leastQuality()) {
        m_leastQuality->setValue(m_choice.leastQuality());
    }
    m_hasMostCost->setChecked(m_choice.hasMostCost());
    m_hasLeastQuality->setChecked(m_choice.hasLeastQuality());
}

void LimitsCard::showEvent(QShowEvent* event)
{
    PopupCard::showEvent(event);
    m_mostCost->setFocus();
    m_mostCost->selectAll();
}

} // namespace halftone::ui
