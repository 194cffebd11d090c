// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/active_case.h"
#include "ui/session/slice_score.h"

#include <QAbstractSlider>

#include <vector>

class QPainter;

namespace halftone::ui {

/// The slices of the volume as cells, coloured by their score on one scale for all volumes; the
/// visible one is framed. Slices without a score have looks of their own: hatched where only the
/// mask is there, a frame where nothing is, a dash where nobody labelled. A click or drag goes to
/// the slice under the mouse; the tool tip says the score and explains the scale.
class SliceStrip : public QAbstractSlider {
    Q_OBJECT

public:
    explicit SliceStrip(QWidget* parent = nullptr);

    void setNumbers(const SliceNumbers& numbers) { m_numbers = numbers; }
    /// One a slice. `againstFull`: agreement with full precision, else Dice against a reference.
    void setScores(std::vector<SliceScore> scores, bool againstFull);
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

    [[nodiscard]] SliceScore scoreAt(int slice) const;
    [[nodiscard]] QString tipOf(int slice) const;
    void paintCell(QPainter& painter, const QRect& cell, const SliceScore& score) const;

    std::vector<SliceScore> m_scores;
    SliceNumbers m_numbers;
    bool m_againstFull = false;
};

/// Colour of a score in [0,1], the same wherever it occurs: dark red at 0, brown at 0.5, olive at
/// 0.8, green at 1, each lighter than the one before.
[[nodiscard]] QColor scoreColour(double score);

} // namespace halftone::ui
