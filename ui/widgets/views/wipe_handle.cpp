// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/wipe_handle.h"

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

constexpr int kWidth = 22; ///< easy to hit
constexpr int kGrip = 9;   ///< radius

} // namespace

WipeHandle::WipeHandle(QWidget* parent) : QAbstractSlider(parent)
{
    setAccessibleRole(*this, QAccessible::Slider);
    setObjectName(QStringLiteral("wipe"));
    setOrientation(Qt::Horizontal);
    setRange(0, kSteps);
    setSingleStep(kSteps / 100);
    setPageStep(kSteps / 10);
    setValue(kSteps / 2);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::SplitHCursor);
    setAccessibleName(tr("Wipe between A and B"));
    const auto say = [this] {
        setAccessibleValue(*this, tr("%1 % of A").arg(100 * value() / kSteps));
    };
    connect(this, &QAbstractSlider::valueChanged, this, say);
    say();
    setToolTip(tr("Left of the line is A, right of it B. Drag it, or move it by the arrow keys."));
}

int WipeHandle::lineX() const
{
    return static_cast<int>(std::lround(static_cast<double>(m_view.width()) * value() / kSteps));
}

void WipeHandle::placeOver(const QRect& view)
{
    m_view = view;
    setGeometry(view.left() + lineX() - kWidth / 2, view.top(), kWidth, view.height());
}

void WipeHandle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = m_hovered || hasFocus() || isSliderDown();
    const QColor ink(lit ? theme::kAccent : theme::kBright);
    painter.fillRect(QRectF(kWidth / 2 - 1.5, 0, 3, height()), QColor(0, 0, 0, 140));
    painter.fillRect(QRectF(kWidth / 2 - 0.5, 0, 1, height()), ink);
    paintFocusRing(painter, *this, rect());
    const QPointF middle(kWidth / 2.0, height() / 2.0);
    painter.setPen(QPen(ink, hasFocus() ? 2 : 1));
    painter.setBrush(QColor(theme::kGround));
    painter.drawEllipse(middle, kGrip, kGrip);
    painter.setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::RoundCap));
    for (const double side : {-1.0, 1.0}) {
        const QPointF tip = middle + QPointF(side * 5.5, 0);
        painter.drawLine(tip, tip + QPointF(-side * 2.5, -2.5));
        painter.drawLine(tip, tip + QPointF(-side * 2.5, 2.5));
    }
}

void WipeHandle::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_grabbed = mapToParent(event->position().toPoint()).x() - m_view.left() - lineX();
        setSliderDown(true);
        update();
    }
}

void WipeHandle::mouseMoveEvent(QMouseEvent* event)
{
    if (isSliderDown() && m_view.width() > 0) {
        const int x = mapToParent(event->position().toPoint()).x() - m_view.left() - m_grabbed;
        setValue(static_cast<int>(std::lround(static_cast<double>(x) * kSteps / m_view.width())));
    }
}

void WipeHandle::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        setSliderDown(false);
        update();
    }
}

bool WipeHandle::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) {
        m_hovered = event->type() == QEvent::HoverEnter;
        update();
    } else if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
    }
    return QAbstractSlider::event(event);
}

} // namespace halftone::ui
