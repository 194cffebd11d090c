// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QString>

namespace halftone::ui {

/// Translates a text of a function that belongs to no QObject; in members of one its own tr() comes
/// first. Which of them a text went through makes no difference (Catalogue in language.cpp). From
/// any thread.
[[nodiscard]] inline QString tr(const char* text, const char* comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("halftone::ui", text, comment, n);
}

} // namespace halftone::ui
