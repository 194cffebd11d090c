// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/tradeoff_panel.h"

#include "core/base/latency.h"
#include "ui/document/format.h"
#include "ui/widgets/controls/popup_card.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/panels/chart_legend.h"
#include "ui/widgets/views/chart_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFrame>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace halftone::ui {

namespace {

constexpr QualityAxis kQualities[] = {QualityAxis::Dice, QualityAxis::VolumeDice,
                                      QualityAxis::Agreement, QualityAxis::VolumeAgreement};
constexpr CostAxis kCosts[] = {CostAxis::SliceTime, CostAxis::WeightBytes, CostAxis::Memory,
                               CostAxis::BitOperations};

/// How a limit of costs is typed.
struct LimitUnit {
    double perUnit; ///< of what costOf() gives
    const char* suffix;
    double first; ///< value of the box before it was used
    int decimals;
};

LimitUnit unitOf(CostAxis axis)
{
    switch (axis) {
    case CostAxis::SliceTime: return {1, " ms", 50, 1};
    case CostAxis::WeightBytes: return {1e3, " kB", 500, 0};
    case CostAxis::Memory: return {1e6, " MB", 20, 1};
    case CostAxis::BitOperations: return {1e9, " G", 50, 1};
    }
    return {};
}

/// Up and Down choose in it, which are the window's keys for slices elsewhere.
class AxisBox : public QComboBox {
public:
    using QComboBox::QComboBox;

    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::ShortcutOverride) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Up || key == Qt::Key_Down) {
                event->accept();
                return true;
            }
        }
        return QComboBox::event(event);
    }
};

QToolButton* headButton(const QString& text, const char* name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty("role", QStringLiteral("quiet"));
    button->setText(text);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

TradeoffPanel::TradeoffPanel(const TradeoffTableModel& model, QWidget* parent)
    : QWidget(parent), m_model(model)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeHead());
    auto* card = new QFrame(this);
    card->setProperty("role", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(6, 4, 6, 6);
    inside->setSpacing(0);
    inside->addWidget(makeAxes());
    m_chart = new ChartView(card);
    m_chart->setModel(&model);
    inside->addWidget(m_chart, 1);
    inside->addWidget(makeVerdict());
    layout->addWidget(card, 1);
    m_limits = makeLimits();
    m_legend = makeLegend();

    connect(m_chart, &ChartView::precisionClicked, this, &TradeoffPanel::precisionChosen);
    connect(&model, &QAbstractItemModel::modelReset, this, &TradeoffPanel::followSubject);
    connect(&model, &QAbstractItemModel::dataChanged, this, &TradeoffPanel::updateVerdict);
    followSubject();
    followAxes();
}

QWidget* TradeoffPanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(theme::heading(tr("Trade-off"), head));
    row->addStretch();
    m_limitsButton = headButton(tr("Limits"), "limitsButton", head);
    m_limitsButton->setToolTip(tr("What you can afford and have to reach; the best precision "
                                  "within these limits gets a star"));
    m_limitsButton->setCheckable(true);
    row->addWidget(m_limitsButton);
    QToolButton* legend = headButton(tr("Legend"), "legendButton", head);
    legend->setToolTip(tr("What the marks of the chart mean"));
    row->addWidget(legend);
    connect(m_limitsButton, &QToolButton::clicked, this, [this] {
        m_limitsButton->setChecked(limits().any()); // it is checked while a limit is set
        m_limits->openBeside(*this, *m_limitsButton);
        m_mostCostBox->setFocus();
        m_mostCostBox->selectAll();
    });
    connect(legend, &QToolButton::clicked, this,
            [this, legend] { m_legend->openBeside(*this, *legend); });
    return head;
}

QWidget* TradeoffPanel::makeAxes()
{
    auto* axes = new QWidget(this);
    auto* row = new QHBoxLayout(axes);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    m_quality = new AxisBox(axes);
    m_quality->setObjectName(QStringLiteral("qualityAxis"));
    m_quality->setAccessibleName(tr("Quality axis of the chart"));
    for (const QualityAxis axis : kQualities) {
        m_quality->addItem(nameOf(axis));
    }
    m_cost = new AxisBox(axes);
    m_cost->setObjectName(QStringLiteral("costAxis"));
    m_cost->setAccessibleName(tr("Cost axis of the chart"));
    for (const CostAxis axis : kCosts) {
        m_cost->addItem(nameOf(axis));
    }
    row->addWidget(m_quality);
    row->addWidget(theme::label(tr("against"), "small", axes));
    row->addWidget(m_cost);
    row->addStretch();
    connect(m_quality, &QComboBox::activated, this, [this](int index) {
        m_wished.quality = kQualities[index];
        followAxes();
    });
    connect(m_cost, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_wished.cost = kCosts[index];
        followAxes();
    });
    return axes;
}

QWidget* TradeoffPanel::makeVerdict()
{
    m_verdict = new QWidget(this);
    auto* row = new QHBoxLayout(m_verdict);
    row->setContentsMargins(6, 2, 2, 0);
    row->setSpacing(8);
    m_sentence = theme::label({}, "small", m_verdict);
    m_sentence->setObjectName(QStringLiteral("limitsSentence"));
    m_sentence->setWordWrap(true);
    row->addWidget(m_sentence, 1);
    m_go = new QPushButton(tr("Go there"), m_verdict);
    m_go->setObjectName(QStringLiteral("limitsGo"));
    m_go->setProperty("role", QStringLiteral("small"));
    m_go->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_go);
    m_verdict->hide();
    connect(m_go, &QPushButton::clicked, this, [this] {
        const TradeoffAxes axes = m_chart->axes();
        const auto best = pipeline::bestWithin(m_model.points(), axes.quality, axes.cost, limits());
        if (best) {
            Q_EMIT precisionChosen(m_model.points()[*best].precision);
        }
    });
    return m_verdict;
}

PopupCard* TradeoffPanel::makeLimits()
{
    auto* popup = new PopupCard(this);
    auto* grid = new QGridLayout(popup);
    grid->setContentsMargins(16, 14, 16, 14);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(8);
    const auto makeBox = [&](const char* name, const QString& what) {
        auto* box = new QDoubleSpinBox(popup);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(what);
        box->setLocale(QLocale::c()); // a point, as in every other number of the window
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setMinimumWidth(110);
        return box;
    };
    m_hasMostCost = new QCheckBox(tr("at most"), popup);
    m_hasMostCost->setObjectName(QStringLiteral("hasMostCost"));
    m_mostCostBox = makeBox("mostCost", tr("Most that the cost may be"));
    m_mostCostBox->setRange(0, 1e7);
    m_hasLeastQuality = new QCheckBox(tr("at least"), popup);
    m_hasLeastQuality->setObjectName(QStringLiteral("hasLeastQuality"));
    m_leastQuality = makeBox("leastQuality", tr("Least that the quality has to be"));
    m_leastQuality->setRange(0, 1);
    m_leastQuality->setDecimals(3);
    m_leastQuality->setSingleStep(0.01);
    m_leastQuality->setValue(0.9);
    m_limitsRule = theme::label({}, "small", popup);
    m_limitsRule->setWordWrap(true);
    m_limitsRule->setFixedWidth(250);
    grid->addWidget(m_hasMostCost, 0, 0);
    grid->addWidget(m_mostCostBox, 0, 1);
    grid->addWidget(m_hasLeastQuality, 1, 0);
    grid->addWidget(m_leastQuality, 1, 1);
    grid->addWidget(m_limitsRule, 2, 0, 1, 2);
    for (QCheckBox* box : {m_hasMostCost, m_hasLeastQuality}) {
        connect(box, &QCheckBox::toggled, this, &TradeoffPanel::followLimits);
    }
    // Whoever types a limit means it.
    connect(m_mostCostBox, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_mostCost[m_wished.cost] = value;
        m_hasMostCost->setChecked(true);
        followLimits();
    });
    connect(m_leastQuality, &QDoubleSpinBox::valueChanged, this, [this] {
        m_hasLeastQuality->setChecked(true);
        followLimits();
    });
    return popup;
}

PopupCard* TradeoffPanel::makeLegend()
{
    auto* popup = new PopupCard(this);
    auto* layout = new QVBoxLayout(popup);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->addWidget(makeChartLegend(popup));
    return popup;
}

void TradeoffPanel::setCurrent(quant::Precision precision)
{
    m_current = precision;
    m_chart->setCurrent(precision);
    updateVerdict();
}

pipeline::Limits TradeoffPanel::limits() const
{
    pipeline::Limits limits;
    if (m_hasMostCost->isChecked()) {
        limits.mostCost = m_mostCostBox->value() * unitOf(m_wished.cost).perUnit;
    }
    if (m_hasLeastQuality->isChecked()) {
        limits.leastQuality = m_leastQuality->value();
    }
    return limits;
}

void TradeoffPanel::followSubject()
{
    const TradeoffSubject& subject = m_model.subject();
    auto* items = qobject_cast<QStandardItemModel*>(m_quality->model());
    for (int i = 0; i < m_quality->count(); ++i) {
        const bool isDice =
            kQualities[i] == QualityAxis::Dice || kQualities[i] == QualityAxis::VolumeDice;
        items->item(i)->setEnabled(subject.hasReference || !isDice);
    }
    m_quality->setCurrentIndex(static_cast<int>(possibleAxes(m_wished, subject).quality));
    m_quality->setEnabled(subject.isOpen);
    m_cost->setEnabled(subject.isOpen);
    updateVerdict();
}

void TradeoffPanel::followAxes()
{
    const LimitUnit unit = unitOf(m_wished.cost);
    {
        const QSignalBlocker quiet(m_mostCostBox);
        m_mostCostBox->setDecimals(unit.decimals);
        m_mostCostBox->setSuffix(QString::fromLatin1(unit.suffix));
        const auto known = m_mostCost.find(m_wished.cost);
        m_mostCostBox->setValue(known != m_mostCost.end() ? known->second : unit.first);
        m_mostCostBox->setSingleStep(unit.first / 10);
    }
    m_chart->setAxes(m_wished);
    m_limitsRule->setText(
        tr("Shaded in the chart: what is within the limits. The star is the best of it: the "
           "highest quality whose cost is sure to be within, with all of its interval; of equals "
           "the cheapest. Times of fewer than %1 runs are not sure.")
            .arg(kRunsToRank));
    followLimits();
}

void TradeoffPanel::followLimits()
{
    m_limitsButton->setChecked(limits().any());
    m_chart->setLimits(limits());
    updateVerdict();
}

void TradeoffPanel::updateVerdict()
{
    const TradeoffAxes axes = m_chart->axes();
    const QString sentence = limitsSentence(m_model, axes, limits());
    m_sentence->setText(sentence);
    m_verdict->setVisible(!sentence.isEmpty());
    const auto best = pipeline::bestWithin(m_model.points(), axes.quality, axes.cost, limits());
    m_go->setVisible(best.has_value());
    m_go->setEnabled(best && m_model.points()[*best].precision != m_current);
}

} // namespace halftone::ui
