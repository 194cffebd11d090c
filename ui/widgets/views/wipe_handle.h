// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractSlider>

namespace halftone::ui {

/// The line between A and B that is drawn across a view: dragged by the mouse, moved by arrow keys,
/// Home and End. Its value is the share of the view's width that is A's, 0 to kSteps; whoever shows
/// it gives it its place.
class WipeHandle : public QAbstractSlider {
    Q_OBJECT

public:
    static constexpr int kSteps = 1000;
    explicit WipeHandle(QWidget* parent = nullptr);

    /// Stands over `view`, in coordinates of the parent.
    void placeOver(const QRect& view);
    /// Where the line is, from the left edge of the view.
    [[nodiscard]] int lineX() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect m_view;
    int m_grabbed = 0; ///< from the line to where it was pressed
    bool m_hovered = false;
};

} // namespace halftone::ui
