// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>
#include <QSize>

#include <vector>

class QWidget;

/// Where the window stands; all in logical pixels, so that a screen of 2560x1440 at 200 % has a
/// room of 1280x720 less its panels.
namespace halftone::ui {

/// Less than this the window never demands: a screen of 1024x768 holds it with a title bar and the
/// panels of any desktop, and so does one of 1920x1080 at 175 %.
inline constexpr QSize kLeastWindow(1004, 560);

/// Of a window that has no place yet: as large as is of use, as far as the room reaches.
[[nodiscard]] QSize firstSize(const QRect& room);
/// A frame that was remembered, on the screens of today: on the one that it shares most with, else
/// on the first, no larger than its room and wholly within. As it is where there is no screen.
[[nodiscard]] QRect broughtBack(const QRect& frame, const std::vector<QRect>& rooms);
/// Moves a window that is about to be shown to such a place, whatever screens there were before;
/// `placed`: it has one, so that it need not stay on the screen that it is on.
void bringBack(QWidget& window, bool placed);

} // namespace halftone::ui
