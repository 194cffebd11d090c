// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/window_place.h"

#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr QSize kUsual(1600, 1000);
/// Frames are not known before a window is shown: a title bar and borders as desktops have them.
constexpr QSize kFrame(12, 40);

int shared(const QRect& a, const QRect& b)
{
    const QRect both = a & b;
    return both.isEmpty() ? 0 : both.width() * both.height();
}

} // namespace

QSize firstSize(const QRect& room)
{
    return kUsual.boundedTo(room.size() - kFrame).expandedTo(kLeastWindow);
}

QRect broughtBack(const QRect& frame, const std::vector<QRect>& rooms)
{
    if (rooms.empty()) {
        return frame;
    }
    const QRect& room =
        *std::max_element(rooms.begin(), rooms.end(), [&](const QRect& a, const QRect& b) {
            return shared(a, frame) < shared(b, frame);
        });
    QRect placed(frame.topLeft(), frame.size().boundedTo(room.size()));
    placed.moveLeft(std::clamp(placed.left(), room.left(), room.right() + 1 - placed.width()));
    placed.moveTop(std::clamp(placed.top(), room.top(), room.bottom() + 1 - placed.height()));
    return placed;
}

void bringBack(QWidget& window, bool placed)
{
    if (window.isMaximized() || window.isFullScreen()) {
        return;
    }
    std::vector<QRect> rooms;
    for (const QScreen* each : placed ? QGuiApplication::screens() : QList{window.screen()}) {
        rooms.push_back(each->availableGeometry());
    }
    const QRect frame = window.frameGeometry();
    const QRect place = broughtBack(frame, rooms);
    window.resize(place.size() - (frame.size() - window.size()));
    if (placed && place.topLeft() != window.pos()) {
        window.move(place.topLeft());
    }
}

} // namespace halftone::ui
