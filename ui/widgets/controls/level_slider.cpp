// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/level_slider.h"

#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/controls/theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kHandleRadius = 7;
constexpr int kGrooveHeight = 6;
constexpr int kTrackHeight = 18;
constexpr int kTickHeight = 18;
constexpr int kTickFontPixels = 11;
constexpr int kMargin = kHandleRadius + 1;

} // namespace

LevelSlider::LevelSlider(QWidget* parent) : QAbstractSlider(parent)
{
    setOrientation(Qt::Horizontal);
    setAccessibleRole(*this, QAccessible::Slider);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LevelSlider::setTickTexts(const QStringList& texts)
{
    m_ticks = texts;
    updateGeometry();
    update();
}

QSize LevelSlider::sizeHint() const
{
    return {160, kTrackHeight + (m_ticks.isEmpty() ? 0 : kTickHeight)};
}

QSize LevelSlider::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

QPoint LevelSlider::handleCentre(int value) const
{
    const int span = std::max(1, maximum() - minimum());
    const double fraction = static_cast<double>(value - minimum()) / span;
    const double x = kMargin + fraction * (width() - 2 * kMargin);
    return {static_cast<int>(std::lround(x)), kTrackHeight / 2};
}

int LevelSlider::valueAt(int x) const
{
    const double room = std::max(1, width() - 2 * kMargin);
    const double fraction = std::clamp((x - kMargin) / room, 0.0, 1.0);
    return minimum() + static_cast<int>(std::lround(fraction * (maximum() - minimum())));
}

void LevelSlider::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF groove(kMargin - kHandleRadius, (kTrackHeight - kGrooveHeight) / 2.0,
                        width() - 2.0 * (kMargin - kHandleRadius), kGrooveHeight);
    painter.setBrush(QColor(theme::kGroove));
    painter.drawRoundedRect(groove, kGrooveHeight / 2.0, kGrooveHeight / 2.0);

    const QPointF centre = handleCentre(sliderPosition());
    if (isEnabled() && (m_hovered || hasFocus())) {
        QColor halo(theme::kAccent);
        halo.setAlpha(hasFocus() ? 80 : 50);
        painter.setBrush(halo);
        painter.drawEllipse(centre, kHandleRadius + 2.0, kHandleRadius + 2.0);
    }
    painter.setBrush(isEnabled() ? QColor(theme::kAccent) : QColor(theme::kFaint));
    painter.drawEllipse(centre, kHandleRadius, kHandleRadius);

    paintFocusRing(painter, *this, rect());
    QFont small = font();
    small.setPixelSize(kTickFontPixels);
    painter.setFont(small);
    for (int i = 0; i < m_ticks.size(); ++i) {
        const int value = minimum() + i;
        const bool current = value == sliderPosition();
        painter.setPen(QColor(current && isEnabled() ? theme::kText : theme::kDim));
        // The outer words stay inside the widget.
        const int x = handleCentre(value).x();
        const int textWidth = painter.fontMetrics().horizontalAdvance(m_ticks[i]);
        const int left = std::clamp(x - textWidth / 2, 0, width() - textWidth);
        painter.drawText(QRect(left, kTrackHeight, textWidth + 1, kTickHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, m_ticks[i]);
    }
}

void LevelSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    setSliderDown(true);
    setSliderPosition(valueAt(event->position().toPoint().x()));
    update();
}

void LevelSlider::mouseMoveEvent(QMouseEvent* event)
{
    if (isSliderDown()) {
        setSliderPosition(valueAt(event->position().toPoint().x()));
    }
}

void LevelSlider::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        setSliderDown(false);
        update();
    }
}

bool LevelSlider::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) {
        m_hovered = event->type() == QEvent::HoverEnter;
        update();
    }
    return QAbstractSlider::event(event);
}

} // namespace halftone::ui
