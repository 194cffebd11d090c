// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/meter_values.h"
#include "ui/session/precision_model.h"
#include "ui/session/tradeoff_table_model.h"

#include <QWidget>

#include <array>

class QLabel;
class QProgressBar;
class QToolButton;

namespace halftone::ui {

class ChartView;
class LevelSlider;
class MeterCard;
class StopButton;
class TradeoffPanel;

/// The right panel: the dial (named stops and two sliders), the four meters, the trade-off chart.
class PrecisionPanel : public QWidget {
    Q_OBJECT

public:
    static constexpr int kWidth = 360; ///< its scroll bar included

    PrecisionPanel(PrecisionModel& precision, const TradeoffTableModel& tradeoff,
                   QWidget* parent = nullptr);

    /// It in a column of that width, which scrolls where the window is low.
    [[nodiscard]] QWidget* scrolled(QWidget* parent);
    /// Figures of the mask on the screen; `pending`: what is being computed instead, or empty.
    void setMeters(const MeterValues& meters, const QString& pending);
    /// What is on the screen is not what the numbers are about; empty: it is.
    void setUnlike(const QString& sentence);
    /// Something can be segmented: sliders and stops answer.
    void setActive(bool active);
    void setSweepProgress(int done, int total);
    /// The machine was busy: its points are timed again later.
    void setSweepWaits(bool waits);
    /// No more points come until the user wants them again.
    void setSweepStopped(bool stopped);
    [[nodiscard]] ChartView& chart();

Q_SIGNALS:
    void sweepStopRequested(bool stop); ///< or to go on
    void numbersRequested();            ///< what is behind the dial

private:
    [[nodiscard]] QWidget* makeStops();
    [[nodiscard]] QWidget* makeHeading();
    [[nodiscard]] QWidget* makeSliders();
    [[nodiscard]] QWidget* makeSlider(const QString& name, const QString& objectName,
                                      LevelSlider*& slider, QLabel*& value);
    [[nodiscard]] QWidget* makeMeters();
    [[nodiscard]] QWidget* makeSweepRow();
    void followPrecision();

    PrecisionModel& m_precision;
    std::array<StopButton*, 3> m_stops{};
    QLabel* m_sentence = nullptr;
    QLabel* m_fullNote = nullptr;
    QLabel* m_unlike = nullptr;
    QToolButton* m_numbers = nullptr;
    QToolButton* m_link = nullptr;
    LevelSlider* m_weights = nullptr;
    LevelSlider* m_activations = nullptr;
    QLabel* m_weightsValue = nullptr;
    QLabel* m_activationsValue = nullptr;
    std::array<MeterCard*, 4> m_meters{};
    TradeoffPanel* m_tradeoff = nullptr;
    QWidget* m_sweepRow = nullptr;
    QProgressBar* m_sweepBar = nullptr;
    QLabel* m_sweepText = nullptr;
    QToolButton* m_sweepCancel = nullptr;
    bool m_active = false;
    bool m_sweepStopped = false;
    bool m_sweepWaits = false;
};

} // namespace halftone::ui
