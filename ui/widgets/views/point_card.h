// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/point_facts.h"

#include <QFrame>
#include <QImage>

class QGridLayout;
class QLabel;

namespace halftone::ui {

/// A card about a point of the chart, over whatever lies beside it. A child of the window, and
/// never outside of it; clicks go through it.
class PointCard : public QFrame {
    Q_OBJECT

public:
    static constexpr int kThumbnailSize = 104; ///< logical pixels

    explicit PointCard(QWidget* window);

    /// A null `thumbnail`: the mask is not kept, which is said.
    void setFacts(const PointFacts& facts, const QImage& thumbnail, bool isShownNow);
    /// Shows it beside a point of the window (in its coordinates), where `chart` stays free if
    /// there is room.
    void showBeside(const QPoint& point, const QRect& chart);
    [[nodiscard]] const PointFacts& facts() const { return m_facts; }

private:
    PointFacts m_facts;
    QLabel* m_picture = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_words = nullptr;
    QGridLayout* m_grid = nullptr;
    QLabel* m_standing = nullptr;
    QLabel* m_hint = nullptr;
};

} // namespace halftone::ui
