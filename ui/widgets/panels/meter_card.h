// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/meter_values.h"

#include <QFrame>

class QLabel;

namespace halftone::ui {

/// One meter: what, how much, and the change against full precision.
class MeterCard : public QFrame {
    Q_OBJECT

public:
    explicit MeterCard(QWidget* parent = nullptr);

    /// `pending`: what is being computed instead ("computing W3A6"); the value is dim then. Empty:
    /// it is what was asked for.
    void setMeter(const Meter& meter, const QString& pending);
    [[nodiscard]] QString value() const;
    [[nodiscard]] QString change() const;

private:
    QLabel* m_caption;
    QLabel* m_value;
    QLabel* m_detail;
    QLabel* m_change;
};

} // namespace halftone::ui
