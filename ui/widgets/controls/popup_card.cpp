// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/popup_card.h"

#include <QScreen>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr int kGap = 8;

} // namespace

PopupCard::PopupCard(QWidget* parent) : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("popupCard"));
    setAttribute(Qt::WA_StyledBackground);
}

void PopupCard::openBeside(const QWidget& widget, const QWidget& line)
{
    adjustSize();
    const QRect room = widget.screen()->availableGeometry();
    const int left = widget.mapToGlobal(QPoint(0, 0)).x() - kGap - width();
    const int top = line.mapToGlobal(QPoint(0, 0)).y();
    move(std::clamp(left, room.left(), std::max(room.left(), room.right() + 1 - width())),
         std::clamp(top, room.top(), std::max(room.top(), room.bottom() + 1 - height())));
    show();
}

} // namespace halftone::ui
