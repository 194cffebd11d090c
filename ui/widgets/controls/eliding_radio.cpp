// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/eliding_radio.h"

#include <QEvent>
#include <QStyle>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace halftone::ui {

bool ElidingRadio::event(QEvent* event)
{
    const bool done = QRadioButton::event(event);
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::ToolTipChange:
    case QEvent::Show: showTip(); break;
    default: break;
    }
    return done;
}

void ElidingRadio::paintEvent(QPaintEvent* /*event*/)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    if (sizeHint().width() > width()) {
        const int room =
            style()->subElementRect(QStyle::SE_RadioButtonContents, &option, this).width();
        option.text =
            option.fontMetrics.elidedText(option.text, Qt::ElideRight, room, Qt::TextShowMnemonic);
    }
    QStylePainter(this).drawControl(QStyle::CE_RadioButton, option);
}

void ElidingRadio::showTip()
{
    const QString tip = sizeHint().width() > width() ? text() : QString();
    if ((toolTip().isEmpty() || toolTip() == m_tip) && toolTip() != tip) {
        m_tip = tip; // first, as the change is told at once
        setToolTip(tip);
    }
}

} // namespace halftone::ui
