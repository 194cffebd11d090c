// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace halftone::ui {

/// What the colours of the network's boxes mean: from nothing to the largest value.
class HeatLegend : public QWidget {
    Q_OBJECT

public:
    explicit HeatLegend(QWidget* parent = nullptr);

    /// Words at both ends; none: hidden.
    void setEnds(const QString& least, const QString& most);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_least;
    QString m_most;
};

} // namespace halftone::ui
