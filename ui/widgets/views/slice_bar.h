// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/active_case.h"
#include "ui/session/slice_score.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace halftone::ui {

class SliceStrip;

/// The line below the views: what the scores of the slices are, the strip of them, and which slice
/// is seen.
class SliceBar : public QWidget {
    Q_OBJECT

public:
    explicit SliceBar(QWidget* parent = nullptr);

    /// Another volume: how many slices, what they are called, and what the strip is ("Dice per
    /// slice").
    void setSlices(int count, const SliceNumbers& numbers, const QString& name);
    void setSlice(int slice);
    /// One a slice.
    void setScores(std::vector<SliceScore> scores, bool againstFull);

Q_SIGNALS:
    void sliceChosen(int slice); ///< by the user

private:
    QLabel* m_name;
    SliceStrip* m_strip;
    QLabel* m_number;
    SliceNumbers m_numbers;
};

} // namespace halftone::ui
