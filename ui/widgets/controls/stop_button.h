// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace halftone::ui {

/// A named stop of the dial: a bold name over its precision; filled with the accent when checked.
class StopButton : public QAbstractButton {
    Q_OBJECT

public:
    explicit StopButton(const QString& name, QWidget* parent = nullptr);

    void setDetail(const QString& detail);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_detail;
};

} // namespace halftone::ui
