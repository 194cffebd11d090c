// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QAction;
class QMenu;

namespace halftone::ui {

/// Names that come from files in a menu, which grows with the longest of them: one that is too long
/// is cut in its middle, and the tooltip has all of it. No mnemonics are read from names.
QAction* addShortened(QMenu& menu, const QString& name);
/// The same as a menu within the menu.
QMenu* addShortenedMenu(QMenu& menu, const QString& name);

} // namespace halftone::ui
