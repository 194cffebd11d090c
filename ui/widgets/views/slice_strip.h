// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/active_case.h"
#include "ui/session/slice_score.h"

#include <QAbstractSlider>

#include <vector>

class QPainter;

namespace halftone::ui {

/// What the scores of a strip are: of a mask against the reference, or against full precision, or
/// the share of its voxels that are fragile.
enum class StripKind { Dice, Agreement, Fragile };

/// The slices of the volume as cells, coloured by their score on one scale for all volumes; the
/// visible one is framed, except in thin strips. Slices without a score have looks of their own:
/// hatched where only the mask is there, a frame where nothing is, a dash where nobody labelled. A
/// click or drag goes to the slice under the mouse; the tool tip says the score and explains the
/// scale. A thin strip is one of several: a press chooses a slice of it and it stays where it is.
class SliceStrip : public QAbstractSlider {
    Q_OBJECT

public:
    enum class Form { Whole, Thin };
    explicit SliceStrip(QWidget* parent = nullptr, Form form = Form::Whole);

    void setNumbers(const SliceNumbers& numbers) { m_numbers = numbers; }
    /// One a slice. `subject` is for the tool tip: "W4A6"; of fragile voxels between what: "W8A8
    /// and W2A4".
    void setScores(std::vector<SliceScore> scores, StripKind kind, const QString& subject);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QRect cell(int slice) const;

Q_SIGNALS:
    void cellPressed(int slice); ///< of a thin strip, by the user

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int sliceAt(int x) const;
    [[nodiscard]] int count() const { return maximum() - minimum() + 1; }

    [[nodiscard]] SliceScore scoreAt(int slice) const;
    [[nodiscard]] QString tipOf(int slice) const;
    [[nodiscard]] QColor colourOf(double score) const;
    void paintCell(QPainter& painter, const QRect& cell, const SliceScore& score) const;

    Form m_form;
    std::vector<SliceScore> m_scores;
    SliceNumbers m_numbers;
    StripKind m_kind = StripKind::Dice;
    QString m_subject;
};

/// Colour of a score in [0,1], the same wherever it occurs: dark red at 0, brown at 0.5, olive at
/// 0.8, green at 1, each lighter than the one before.
[[nodiscard]] QColor scoreColour(double score);
/// Colour of a fragile share in [0,1]: from the ground to the colour of fragile voxels, which it
/// has from 0.3 on.
[[nodiscard]] QColor fragileColour(double share);

} // namespace halftone::ui
