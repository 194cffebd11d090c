// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractSlider>

#include <vector>

namespace halftone::ui {

/// The slices of the volume as cells, coloured by their score; the visible one is framed. A click
/// or drag goes to the slice under the mouse.
class SliceStrip : public QAbstractSlider {
    Q_OBJECT

public:
    explicit SliceStrip(QWidget* parent = nullptr);

    /// One score in [0,1] a slice, NaN where unknown. `name` says what they are ("Dice").
    void setScores(std::vector<double> scores, const QString& name);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QRect cell(int slice) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int sliceAt(int x) const;
    [[nodiscard]] int count() const { return maximum() - minimum() + 1; }

    std::vector<double> m_scores;
    QString m_name;
};

/// Colour of a score: green at the best of the volume, brown 0.15 or more below it.
[[nodiscard]] QColor scoreColour(double score, double best);

} // namespace halftone::ui
