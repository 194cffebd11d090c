// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/tradeoff_panel.h"

#include "ui/session/point_facts.h"
#include "ui/widgets/controls/popup_card.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/panels/chart_legend.h"
#include "ui/widgets/panels/limits_card.h"
#include "ui/widgets/views/chart_view.h"

#include <QComboBox>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr QualityAxis kQualities[] = {QualityAxis::Dice, QualityAxis::VolumeDice,
                                      QualityAxis::Agreement, QualityAxis::VolumeAgreement};
constexpr CostAxis kCosts[] = {CostAxis::SliceTime, CostAxis::WeightBytes, CostAxis::Memory,
                               CostAxis::BitOperations};

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

    connect(m_chart, &ChartView::precisionClicked, this, &TradeoffPanel::precisionChosen);
    connect(&model, &QAbstractItemModel::modelReset, this, &TradeoffPanel::followSubject);
    connect(&model, &QAbstractItemModel::dataChanged, this, &TradeoffPanel::updateVerdict);
    connect(&model.choice(), &TradeoffChoice::changed, this, &TradeoffPanel::followChoice);
    followChoice();
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
    auto* limits = new LimitsCard(m_model.choice(), this);
    connect(m_limitsButton, &QToolButton::clicked, this, [this, limits] {
        m_limitsButton->setChecked(m_model.choice().limits().any()); // that is what it shows
        limits->openBeside(*this, *m_limitsButton);
    });
    auto* marks = new PopupCard(this);
    auto* layout = new QVBoxLayout(marks);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->addWidget(makeChartLegend(marks));
    connect(legend, &QToolButton::clicked, this,
            [this, legend, marks] { marks->openBeside(*this, *legend); });
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
    for (QComboBox* box : {m_quality, m_cost}) { // else the longest name of all would need room
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    row->addWidget(m_quality, 5);
    row->addWidget(theme::label(tr("against"), "small", axes));
    row->addWidget(m_cost, 4);
    TradeoffChoice* choice = &m_model.choice();
    connect(m_quality, &QComboBox::activated, this, [choice](int index) {
        choice->setAxes({kQualities[index], choice->axes().cost});
    });
    connect(m_cost, &QComboBox::currentIndexChanged, this, [choice](int index) {
        choice->setAxes({choice->axes().quality, kCosts[index]});
    });
    return axes;
}

QWidget* TradeoffPanel::makeVerdict()
{
    m_verdict = new QWidget(this);
    auto* row = new QHBoxLayout(m_verdict);
    row->setContentsMargins(6, 2, 0, 0);
    row->setSpacing(0);
    m_sentence = theme::label({}, "caption", m_verdict);
    m_sentence->setObjectName(QStringLiteral("limitsSentence"));
    m_sentence->setWordWrap(true);
    row->addWidget(m_sentence, 1);
    m_go = headButton(tr("Go there"), "limitsGo", m_verdict);
    m_go->setToolTip(tr("Shows the mask of the best precision within the limits"));
    row->addWidget(m_go);
    m_verdict->hide();
    connect(m_go, &QToolButton::clicked, this, [this] {
        const TradeoffAxes axes = m_chart->axes();
        const auto best = pipeline::bestWithin(m_model.points(), axes.quality, axes.cost,
                                               m_model.choice().limits());
        if (best) {
            Q_EMIT precisionChosen(m_model.points()[*best].precision);
        }
    });
    return m_verdict;
}

void TradeoffPanel::setCurrent(quant::Precision precision)
{
    m_current = precision;
    m_chart->setCurrent(precision);
    updateVerdict();
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
    m_quality->setCurrentIndex(
        static_cast<int>(possibleAxes(m_model.choice().axes(), subject).quality));
    m_quality->setEnabled(subject.isOpen);
    m_cost->setEnabled(subject.isOpen);
    updateVerdict();
}

void TradeoffPanel::followChoice()
{
    m_cost->setCurrentIndex(static_cast<int>(m_model.choice().axes().cost));
    m_limitsButton->setChecked(m_model.choice().limits().any());
    m_chart->setAxes(m_model.choice().axes());
    m_chart->setLimits(m_model.choice().limits());
    followSubject();
}

void TradeoffPanel::updateVerdict()
{
    const TradeoffAxes axes = m_chart->axes();
    const QString sentence = limitsSentence(m_model, axes, m_model.choice().limits());
    m_sentence->setText(sentence);
    m_verdict->setVisible(!sentence.isEmpty());
    const auto best =
        pipeline::bestWithin(m_model.points(), axes.quality, axes.cost, m_model.choice().limits());
    m_go->setVisible(best.has_value());
    m_go->setEnabled(best && m_model.points()[*best].precision != m_current);
}

} // namespace halftone::ui
