// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace halftone::ui {

class HintLine;

/// The bottom line: what this is for, what the mouse does now, what is being saved, what
/// computes.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// Hints with hintSeparator() between them (controls/hint_line.h).
    void setHint(const QString& hint);
    /// Voxel under the mouse; empty clears it.
    void setProbe(const QString& probe);
    void setEngine(const QString& engine);
    /// How many slices are there, while some are missing; empty: none is.
    void setProgress(const QString& progress);
    /// Work behind the window, with a button to end it; empty: none.
    void setActivity(const QString& activity);

Q_SIGNALS:
    void activityCancelRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitProbe();

    QString m_probe; ///< all of it; what does not fit is left out, and the tooltip has it
    HintLine* m_words;
    QLabel* m_probeLabel;
    QLabel* m_engine;
    QLabel* m_progress;
    QLabel* m_activity;
    QPushButton* m_cancelActivity;
};

} // namespace halftone::ui
