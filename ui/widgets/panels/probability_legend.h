// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace halftone::ui {

/// The colours of probabilities with numbers, and where they are cut.
class ProbabilityLegend : public QWidget {
    Q_OBJECT

public:
    explicit ProbabilityLegend(QWidget* parent = nullptr);

    /// In [0, 1].
    void setCut(double cut);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_cut = 0.5;
};

} // namespace halftone::ui
