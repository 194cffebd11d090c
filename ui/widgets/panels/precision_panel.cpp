// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/precision_panel.h"

#include "core/report/definitions.h"
#include "ui/document/format.h"
#include "ui/session/background_plan.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/bindings.h"
#include "ui/widgets/controls/definition_button.h"
#include "ui/widgets/controls/level_slider.h"
#include "ui/widgets/controls/stop_button.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/panels/meter_card.h"
#include "ui/widgets/panels/tradeoff_panel.h"
#include "ui/widgets/views/chart_view.h"

#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr std::array<Stop, 3> kStops{Stop::Full, Stop::Balanced, Stop::Smallest};

} // namespace

PrecisionPanel::PrecisionPanel(PrecisionModel& precision, const TradeoffTableModel& tradeoff,
                               QWidget* parent)
    : QWidget(parent), m_precision(precision)
{
    setObjectName(QStringLiteral("precisionPanel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(0);
    layout->addWidget(makeHeading());
    layout->addSpacing(4);
    layout->addWidget(makeStops());
    layout->addSpacing(10);
    layout->addWidget(makeSliders());
    layout->addSpacing(12);
    layout->addWidget(makeMeters());
    layout->addSpacing(18);
    m_tradeoff = new TradeoffPanel(tradeoff, this);
    layout->addWidget(m_tradeoff, 1);
    layout->addSpacing(10);
    layout->addWidget(makeSweepRow());

    connect(m_weights, &LevelSlider::valueChanged, this, [this](int position) {
        m_precision.setWeightBits(PrecisionModel::bitsAt(position));
        followPrecision();
    });
    connect(m_activations, &LevelSlider::valueChanged, this, [this](int position) {
        m_precision.setActivationBits(PrecisionModel::bitsAt(position));
        followPrecision();
    });
    connect(&m_precision, &PrecisionModel::changed, this, &PrecisionPanel::followPrecision);
    connect(&m_precision, &PrecisionModel::domainChanged, this, &PrecisionPanel::followPrecision);
    connect(m_tradeoff, &TradeoffPanel::precisionChosen, &m_precision,
            &PrecisionModel::setPrecision);
    followPrecision();
    setActive(false);
}

QWidget* PrecisionPanel::makeHeading()
{
    auto* section = new QWidget(this);
    auto* row = new QHBoxLayout(section);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(theme::heading(tr("Precision"), section));
    row->addWidget(
        new DefinitionButton({report::kPrecisionTerm, "Weights", "Activations", "Slice time",
                              "Memory of a run", "Bit operations", "Sweep", "Pareto front"},
                             section));
    row->addStretch(1);
    m_numbers = new QToolButton(section);
    m_numbers->setObjectName(QStringLiteral("numbersButton"));
    m_numbers->setProperty("role", QStringLiteral("quiet"));
    m_numbers->setText(tr("numbers"));
    m_numbers->setToolTip(tr("The numbers behind the dial: grids, formats, the paper's (%1)")
                              .arg(keysOf(binding(Command::Numbers))));
    connect(m_numbers, &QToolButton::clicked, this, &PrecisionPanel::numbersRequested);
    row->addWidget(m_numbers);
    return section;
}

QWidget* PrecisionPanel::makeSliders()
{
    auto* section = new QWidget(this);
    auto* row = new QHBoxLayout(section);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* column = new QVBoxLayout;
    column->setSpacing(12);
    column->addWidget(
        makeSlider(tr("Weights"), QStringLiteral("weightSlider"), m_weights, m_weightsValue));
    column->addWidget(makeSlider(tr("Activations"), QStringLiteral("activationSlider"),
                                 m_activations, m_activationsValue));
    row->addLayout(column, 1);
    m_link = new QToolButton(section);
    m_link->setObjectName(QStringLiteral("linkSliders"));
    m_link->setProperty("role", QStringLiteral("quiet"));
    m_link->setCheckable(true);
    m_link->setIcon(QIcon(QStringLiteral(":/icons/link.svg")));
    m_link->setToolTip(tr("Move both together, as far apart as they are now (%1)")
                           .arg(keysOf(binding(Command::LinkBits))));
    m_link->setAccessibleName(tr("Link weights and activations"));
    connect(m_link, &QToolButton::toggled, &m_precision, &PrecisionModel::setLinked);
    connect(&m_precision, &PrecisionModel::linkedChanged, m_link, &QToolButton::setChecked);
    row->addWidget(m_link);
    return section;
}

QWidget* PrecisionPanel::makeStops()
{
    auto* section = new QWidget(this);
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const std::array<QString, 3> names{tr("Full"), tr("Balanced"), tr("Smallest")};
    for (std::size_t i = 0; i < kStops.size(); ++i) {
        m_stops[i] = new StopButton(names[i], section);
        m_stops[i]->setObjectName(QStringLiteral("stop%1").arg(i));
        connect(m_stops[i], &StopButton::clicked, this, [this, stop = kStops[i]] {
            m_precision.setStop(stop);
            followPrecision();
        });
        row->addWidget(m_stops[i]);
    }
    column->addLayout(row);
    m_sentence = theme::label({}, "small", section);
    m_sentence->setObjectName(QStringLiteral("precisionSentence"));
    column->addWidget(m_sentence);
    m_fullNote = theme::label({}, "small", section);
    m_fullNote->setObjectName(QStringLiteral("fullNote"));
    m_fullNote->setWordWrap(true);
    m_fullNote->hide();
    column->addWidget(m_fullNote);
    m_unlike = theme::label({}, "small", section);
    m_unlike->setObjectName(QStringLiteral("unlikeScreen"));
    m_unlike->setWordWrap(true);
    m_unlike->hide();
    column->addWidget(m_unlike);
    return section;
}

QWidget* PrecisionPanel::makeSlider(const QString& name, const QString& objectName,
                                    LevelSlider*& slider, QLabel*& value)
{
    auto* section = new QWidget(this);
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(name, section), 1);
    value = theme::label({}, "value", section);
    row->addWidget(value);
    layout->addLayout(row);
    slider = new LevelSlider(section);
    slider->setObjectName(objectName);
    slider->setAccessibleName(tr("%1, bits").arg(name));
    slider->setRange(0, PrecisionModel::kPositions - 1);
    slider->setPageStep(1);
    QStringList ticks;
    for (int position = 0; position < PrecisionModel::kPositions; ++position) {
        ticks.push_back(PrecisionModel::tickText(position));
    }
    slider->setTickTexts(ticks);
    layout->addWidget(slider);
    return section;
}

QWidget* PrecisionPanel::makeMeters()
{
    auto* section = new QWidget(this);
    auto* grid = new QGridLayout(section);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    const std::array<QString, 4> names{
        QStringLiteral("qualityMeter"), QStringLiteral("latencyMeter"),
        QStringLiteral("weightsMeter"), QStringLiteral("memoryMeter")};
    for (std::size_t i = 0; i < m_meters.size(); ++i) {
        m_meters[i] = new MeterCard(section);
        m_meters[i]->setObjectName(names[i]);
        grid->addWidget(m_meters[i], static_cast<int>(i) / 2, static_cast<int>(i) % 2);
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return section;
}

QWidget* PrecisionPanel::makeSweepRow()
{
    m_sweepRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_sweepRow);
    row->setContentsMargins(4, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(theme::label(tr("sweep"), "small", m_sweepRow));
    m_sweepBar = new QProgressBar(m_sweepRow);
    m_sweepBar->setObjectName(QStringLiteral("sweepBar"));
    m_sweepBar->setTextVisible(false);
    row->addWidget(m_sweepBar, 1);
    m_sweepText = theme::label({}, "small", m_sweepRow);
    m_sweepText->setObjectName(QStringLiteral("sweepText"));
    row->addWidget(m_sweepText);
    m_sweepCancel = new QToolButton(m_sweepRow);
    m_sweepCancel->setObjectName(QStringLiteral("sweepCancel"));
    m_sweepCancel->setIconSize({10, 10});
    m_sweepCancel->setAutoRaise(true);
    connect(m_sweepCancel, &QToolButton::clicked, this,
            [this] { Q_EMIT sweepStopRequested(!m_sweepStopped); });
    setSweepStopped(false);
    row->addWidget(m_sweepCancel);
    QSizePolicy keep = m_sweepCancel->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_sweepCancel->setSizePolicy(keep);
    keep = m_sweepRow->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_sweepRow->setSizePolicy(keep);
    return m_sweepRow;
}

void PrecisionPanel::followPrecision()
{
    const quant::Precision now = m_precision.precision();
    {
        const QSignalBlocker quietWeights(m_weights);
        const QSignalBlocker quietActivations(m_activations);
        m_weights->setValue(PrecisionModel::positionOf(now.weightBits));
        m_activations->setValue(PrecisionModel::positionOf(now.activationBits));
    }
    m_weights->update();
    m_activations->update();
    m_weightsValue->setText(PrecisionModel::valueText(now.weightBits));
    m_activationsValue->setText(PrecisionModel::valueText(now.activationBits));
    setAccessibleValue(*m_weights, m_weightsValue->text());
    setAccessibleValue(*m_activations, m_activationsValue->text());
    m_sentence->setText(m_active ? m_precision.sentence() : QString());
    for (std::size_t i = 0; i < kStops.size(); ++i) {
        const quant::Precision precision = m_precision.at(kStops[i]);
        m_stops[i]->setDetail(formatPrecision(precision));
        m_stops[i]->setChecked(m_active && precision == now);
        m_stops[i]->setEnabled(m_active && m_precision.isOffered(precision));
    }
    const bool noFloat = m_active && !m_precision.full().isFloat();
    m_fullNote->setVisible(noFloat);
    if (noFloat) {
        m_fullNote->setText(tr("Full is %1 here: the float module (LibTorch) or the model's float "
                               "weights are not installed.")
                                .arg(formatPrecision(m_precision.full())));
    }
    m_tradeoff->setCurrent(now);
}

QWidget* PrecisionPanel::scrolled(QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setObjectName(QStringLiteral("precisionScroll"));
    area->setFixedWidth(kWidth);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    setFixedWidth(kWidth); // words are cut or wrapped, never the panel
    area->setWidget(this);
    return area;
}

void PrecisionPanel::setMeters(const MeterValues& meters, const QString& pending)
{
    m_meters[0]->setMeter(meters.quality, pending);
    m_meters[1]->setMeter(meters.latency, pending);
    m_meters[2]->setMeter(meters.weights, pending);
    m_meters[3]->setMeter(meters.memory, pending);
}

void PrecisionPanel::setUnlike(const QString& sentence)
{
    m_unlike->setText(sentence);
    m_unlike->setVisible(!sentence.isEmpty());
}

void PrecisionPanel::setActive(bool active)
{
    m_active = active;
    m_weights->setEnabled(active);
    m_activations->setEnabled(active);
    m_link->setEnabled(active);
    m_numbers->setEnabled(active);
    followPrecision();
    m_sweepRow->setVisible(active);
}

ChartView& PrecisionPanel::chart()
{
    return m_tradeoff->chart();
}

void PrecisionPanel::setSweepProgress(int done, int total)
{
    m_sweepBar->setRange(0, std::max(1, total));
    m_sweepBar->setValue(done);
    m_sweepText->setText(m_sweepWaits ? tr("%1 of %2, waiting").arg(done).arg(total)
                                      : tr("%1 of %2").arg(done).arg(total));
    m_sweepCancel->setVisible(done < total);
    chart().setSweeping(done < total);
}

void PrecisionPanel::setSweepWaits(bool waits)
{
    m_sweepWaits = waits;
    setSweepProgress(m_sweepBar->value(), m_sweepBar->maximum());
    m_sweepRow->setToolTip(
        waits ? tr("Other work had the processors while these precisions were timed, so their "
                   "times cannot be ranked. They are timed again, after pauses, until the machine "
                   "is quiet, or %n time(s) in vain.",
                   nullptr, kMostBusyRounds)
              : QString());
}

void PrecisionPanel::setSweepStopped(bool stopped)
{
    m_sweepStopped = stopped;
    const QString text =
        stopped ? tr("Go on with the background sweep") : tr("Stop the background sweep (Esc)");
    m_sweepCancel->setIcon(
        QIcon(stopped ? QStringLiteral(":/icons/go-on.svg") : QStringLiteral(":/icons/close.svg")));
    m_sweepCancel->setToolTip(text);
    m_sweepCancel->setAccessibleName(text);
}

} // namespace halftone::ui
