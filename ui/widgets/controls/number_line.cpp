// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/number_line.h"

#include "ui/session/number_words.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kMargin = 12;
constexpr int kBaseline = 34; ///< below the words of the marked code
constexpr int kLongStroke = 8;
constexpr int kShortStroke = 5;
constexpr int kHeight = 58;
constexpr int kFontPixels = 11;
/// More codes than this stand too close together on a linear line of a dialog's width.
constexpr int kMostLinear = 40;

/// Codes that are named: ends, 0, and powers of two where they are many.
bool isNamed(const model::NumberGrid& grid, int code)
{
    const int size = std::abs(code);
    return code == grid.lowest || code == grid.highest || code == 0
           || (size > 1 && (size & (size - 1)) == 0 && 2 * size <= grid.highest + 1);
}

} // namespace

NumberLine::NumberLine(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleRole(*this, QAccessible::Chart);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NumberLine::setGrid(const std::optional<model::NumberGrid>& grid)
{
    m_grid = grid;
    mark(std::nullopt);
    update();
}

QSize NumberLine::sizeHint() const
{
    return {400, kHeight};
}

bool NumberLine::isLogarithmic() const
{
    return m_grid && m_grid->highest - m_grid->lowest > kMostLinear;
}

bool NumberLine::isCode(int code) const
{
    return m_grid && code >= m_grid->lowest && code <= m_grid->highest
           && (code != 0 || m_grid->codes() != 2);
}

QPoint NumberLine::placeOf(int code) const
{
    if (!m_grid || m_grid->lowest == m_grid->highest) {
        return {width() / 2, kBaseline};
    }
    const bool logarithmic = isLogarithmic();
    const auto place = [&](int at) {
        return logarithmic ? std::copysign(std::log2(1.0 + std::abs(at)), at) : double(at);
    };
    const double low = place(m_grid->lowest);
    const double share = (place(code) - low) / (place(m_grid->highest) - low);
    return {static_cast<int>(std::lround(kMargin + share * (width() - 2 * kMargin))), kBaseline};
}

void NumberLine::mark(std::optional<int> code)
{
    if (code != m_marked) {
        m_marked = code;
        const QString words = code && m_grid ? codeText(*m_grid, *code) : QString();
        setAccessibleValue(*this, words);
        setToolTip(words);
        update();
    }
}

void NumberLine::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_grid) {
        return;
    }
    std::optional<int> nearest;
    int best = 0;
    for (int code = m_grid->lowest; code <= m_grid->highest; ++code) {
        const int distance = std::abs(placeOf(code).x() - event->position().toPoint().x());
        if (isCode(code) && (!nearest || distance < best)) {
            nearest = code;
            best = distance;
        }
    }
    mark(nearest);
}

void NumberLine::leaveEvent(QEvent*)
{
    mark(std::nullopt);
}

void NumberLine::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (!m_grid || step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    int code = m_marked ? *m_marked + step : (step > 0 ? m_grid->lowest : m_grid->highest);
    code += code == 0 && !isCode(0) ? step : 0;
    mark(std::clamp(code, m_grid->lowest, m_grid->highest));
}

void NumberLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPixelSize(kFontPixels);
    painter.setFont(small);
    painter.setPen(QPen(QColor(theme::kGroove), 1));
    painter.drawLine(kMargin, kBaseline, width() - kMargin, kBaseline);
    if (!m_grid) {
        return;
    }
    int freeFrom = 0; // names do not run into each other
    const auto name = [&](int code) {
        const QString text = valueOfCode(*m_grid, code);
        const int textWidth = painter.fontMetrics().horizontalAdvance(text);
        const int left =
            std::clamp(placeOf(code).x() - textWidth / 2, 0, std::max(0, width() - textWidth));
        const bool last = code == m_grid->highest;
        const int end = width() - painter.fontMetrics().horizontalAdvance(text) - kMargin;
        if (left < freeFrom || (!last && left + textWidth > end - kMargin)) {
            return;
        }
        painter.setPen(QColor(theme::kDim));
        painter.drawText(QRect(left, kBaseline + kLongStroke + 2, textWidth + 1, kFontPixels + 4),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        freeFrom = left + textWidth + kMargin;
    };
    for (int code = m_grid->lowest; code <= m_grid->highest; ++code) {
        if (!isCode(code)) {
            continue;
        }
        const bool named = isNamed(*m_grid, code);
        const int stroke = named ? kLongStroke : kShortStroke;
        const int x = placeOf(code).x();
        painter.setPen(QPen(QColor(named ? theme::kText : theme::kDim), 1));
        painter.drawLine(x, kBaseline - stroke, x, kBaseline + stroke / 2);
        if (named) {
            name(code);
        }
    }
    if (hasFocus()) {
        painter.setPen(QPen(QColor(theme::kAccent), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    if (m_marked) {
        const int x = placeOf(*m_marked).x();
        painter.setPen(QPen(QColor(theme::kAccent), 2));
        painter.drawLine(x, kBaseline - kLongStroke - 2, x, kBaseline + kLongStroke / 2);
        const QString words = codeText(*m_grid, *m_marked);
        const int textWidth = painter.fontMetrics().horizontalAdvance(words);
        painter.drawText(QRect(std::clamp(x - textWidth / 2, 0, std::max(0, width() - textWidth)),
                               2, textWidth + 1, kFontPixels + 5),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
    }
}

} // namespace halftone::ui
