// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/stop_button.h"

#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/controls/theme.h"

#include <QPainter>

namespace halftone::ui {

namespace {

constexpr int kHeight = 46;
constexpr int kRadius = 7;

} // namespace

StopButton::StopButton(const QString& name, QWidget* parent) : QAbstractButton(parent)
{
    setText(name);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StopButton::setDetail(const QString& detail)
{
    m_detail = detail;
    setAccessibleDescription(detail);
    update();
}

QSize StopButton::sizeHint() const
{
    return {96, kHeight};
}

void StopButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool hover = underMouse() && isEnabled();
    QColor fill =
        isChecked() ? QColor(theme::kAccent) : QColor(hover ? theme::kCard : theme::kPanel);
    QColor border = isChecked() ? QColor(theme::kAccent) : QColor(theme::kGroove);
    if (hasFocus() && !isChecked()) {
        border = QColor(theme::kAccent);
    }
    if (isChecked() && !isEnabled()) {
        fill = border = QColor(theme::kGroove);
    }
    painter.setPen(QPen(border, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, kRadius, kRadius);

    const bool dark = isChecked() && isEnabled();
    if (dark && hasKeyFocus(*this)) { // its border has the colour of rings
        painter.setPen(QPen(QColor(theme::kOnAccent), 2));
        painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), kRadius - 3, kRadius - 3);
    }
    QFont name = font();
    name.setPixelSize(12);
    name.setBold(true);
    painter.setFont(name);
    painter.setPen(dark ? QColor(theme::kOnAccent)
                        : QColor(isEnabled() ? theme::kText : theme::kDim));
    const QRect upper(0, 7, width(), 17);
    painter.drawText(upper, Qt::AlignCenter, text());
    QFont detail = font();
    detail.setPixelSize(12);
    painter.setFont(detail);
    painter.setPen(dark ? QColor(theme::kOnAccent) : QColor(theme::kDim));
    painter.drawText(upper.translated(0, 16), Qt::AlignCenter, m_detail);
}

} // namespace halftone::ui
