// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractSlider>
#include <QStringList>

namespace halftone::ui {

/// A horizontal slider with a round handle and, if wanted, a word under each position. A press
/// jumps to the position under the mouse and the drag follows it.
class LevelSlider : public QAbstractSlider {
    Q_OBJECT

public:
    explicit LevelSlider(QWidget* parent = nullptr);

    /// One word a position, first to last; none: no ticks.
    void setTickTexts(const QStringList& texts);
    /// Where a value's handle stands, in widget coordinates.
    [[nodiscard]] QPoint handleCentre(int value) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int valueAt(int x) const;

    QStringList m_ticks;
    bool m_hovered = false;
};

} // namespace halftone::ui
