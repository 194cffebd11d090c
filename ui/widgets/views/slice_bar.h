// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/precision.h"
#include "ui/session/active_case.h"
#include "ui/session/slice_score.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QGridLayout;
class QLabel;
class QToolButton;

namespace halftone::ui {

class SliceStrip;

/// A thin strip: a precision that was on the screen before.
struct RibbonRow {
    quant::Precision precision;
    std::vector<SliceScore> scores; ///< one a slice
};

/// The strip of the fragile voxels.
struct FragileRow {
    std::vector<SliceScore> shares; ///< one a slice
    QString between;                ///< "W8A8 and W2A4"
};

/// The lines below the views: the strip of the slices of the mask on the screen, what it is, and
/// which slice is seen; below it thin strips of precisions visited before, and of fragile voxels.
/// In a low window the thin strips of precisions are folded away behind a button.
class SliceBar : public QWidget {
    Q_OBJECT

public:
    explicit SliceBar(QWidget* parent = nullptr);

    /// Another volume: how many slices, what they are called, and what the strip is ("Dice per
    /// slice").
    void setSlices(int count, const SliceNumbers& numbers, const QString& name);
    void setSlice(int slice);
    /// One a slice; `precision` names whose they are, empty: nobody's.
    void setScores(std::vector<SliceScore> scores, bool againstFull, const QString& precision);
    /// Most recent first; of what setScores() says, too.
    void setRows(const std::vector<RibbonRow>& rows, bool againstFull);
    /// Nothing hides the strip.
    void setFragile(const std::optional<FragileRow>& row);
    /// Words above the bar until another slice is seen, or they are replaced.
    void say(const QString& words);
    /// The thin strips of precisions are seen, if there are any.
    [[nodiscard]] bool isUnfolded() const { return m_askedUnfolded.value_or(m_roomy); }
    [[nodiscard]] const SliceNumbers& numbers() const noexcept { return m_numbers; }

Q_SIGNALS:
    // by the user
    void sliceChosen(int slice);
    void cellChosen(halftone::quant::Precision precision, int slice);
    void worstRequested();
    void mostFragileRequested();
    void unfolded(bool unfolded); ///< or because the window has another height

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Line {
        QLabel* name;
        SliceStrip* strip;
    };

    [[nodiscard]] Line addLine(int row, const QString& objectName);
    void prepare(const Line& line) const;
    void followHeight();
    void fold();
    void placeWords();

    QGridLayout* m_grid;
    QToolButton* m_disclosure;
    QLabel* m_name;
    SliceStrip* m_strip;
    QLabel* m_number;
    QToolButton* m_worst;
    std::vector<Line> m_lines;
    std::vector<quant::Precision> m_precisions; ///< of m_lines, as far as they are used
    Line m_fragile;
    QToolButton* m_mostFragile;
    QTimer m_wordsEnd;
    QLabel* m_words = nullptr;
    SliceNumbers m_numbers;
    QString m_title;                 ///< "Dice per slice"
    QString m_precision;             ///< on the screen
    QStringList m_folded{QString()}; ///< what fold() was told last
    int m_slice = 0;
    bool m_roomy = false; ///< the window is high
    std::optional<bool> m_askedUnfolded;
};

} // namespace halftone::ui
