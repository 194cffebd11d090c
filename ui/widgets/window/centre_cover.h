// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace halftone::ui {

/// What stands before an image is open: what Halftone is and how to begin.
class Welcome : public QWidget {
    Q_OBJECT

public:
    explicit Welcome(QWidget* parent = nullptr);

Q_SIGNALS:
    void openRequested();
    void sampleRequested();
};

/// A card in the middle while something loads: what, how far, Cancel.
class LoadCard : public QFrame {
    Q_OBJECT

public:
    explicit LoadCard(QWidget* parent);

    void begin(const QString& what);
    void setProgress(double fraction, const QString& detail);
    void end();

Q_SIGNALS:
    void cancelRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void centre();

    QLabel* m_what;
    QLabel* m_detail;
    QProgressBar* m_bar;
};

} // namespace halftone::ui
