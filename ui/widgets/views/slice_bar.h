// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

    /// Another volume: how many slices, and what the strip is called ("Dice per slice").
    void setSlices(int count, const QString& name);
    void setSlice(int slice);
    /// One a slice.
    void setScores(std::vector<SliceScore> scores, bool againstFull);

Q_SIGNALS:
    void sliceChosen(int slice); ///< by the user

private:
    QLabel* m_name;
    SliceStrip* m_strip;
    QLabel* m_number;
    int m_count = 0;
};

} // namespace halftone::ui
