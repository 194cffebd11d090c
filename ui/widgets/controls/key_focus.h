// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

class QApplication;
class QPainter;
class QRect;
class QWidget;

/// Going about a window by keys: in which order, and how it is seen.
namespace halftone::ui {

/// Lets hasKeyFocus() know how the keyboard came to a widget. Once per application.
void watchKeyFocus(QApplication& application);
/// The keyboard came to it by Tab or another key, not by a click: that is to be seen.
[[nodiscard]] bool hasKeyFocus(const QWidget& widget);
/// The ring of a widget that hasKeyFocus(), just inside of `rect`; nothing for another one.
void paintFocusRing(QPainter& painter, const QWidget& widget, const QRect& rect);

/// All that Tab leads to in `root` now, as it is read: what stands beside each other from left to
/// right, else from top to bottom, panel by panel, whoever was made first.
[[nodiscard]] std::vector<QWidget*> readingOrder(const QWidget& root);
/// Gives the keyboard to the next or the one before in that order, around the ends, and scrolls it
/// into sight; false: there is none.
bool focusInReadingOrder(QWidget& root, bool next);

} // namespace halftone::ui
