// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/number_grids.h"

#include <QWidget>

#include <optional>

namespace halftone::ui {

/// All numbers of a grid on a line: a stroke a code, the ends and some between named by their
/// value, and the code under the mouse (or chosen by the arrow keys) in words. Wide grids are drawn
/// logarithmically to both sides of 0, so that the small codes stay apart.
class NumberLine : public QWidget {
    Q_OBJECT

public:
    explicit NumberLine(QWidget* parent = nullptr);

    /// Nothing: an empty line.
    void setGrid(const std::optional<model::NumberGrid>& grid);
    /// Where a code stands, in widget coordinates.
    [[nodiscard]] QPoint placeOf(int code) const;
    /// The code nearest to the mouse or chosen by keys.
    [[nodiscard]] std::optional<int> marked() const noexcept { return m_marked; }
    [[nodiscard]] bool isLogarithmic() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void mark(std::optional<int> code);
    [[nodiscard]] bool isCode(int code) const;

    std::optional<model::NumberGrid> m_grid;
    std::optional<int> m_marked;
};

} // namespace halftone::ui
