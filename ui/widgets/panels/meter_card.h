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

    void setMeter(const Meter& meter);
    [[nodiscard]] QString value() const;
    [[nodiscard]] QString change() const;

private:
    QLabel* m_caption;
    QLabel* m_value;
    QLabel* m_change;
};

} // namespace halftone::ui
