// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QString;
class QWidget;

namespace halftone::ui {

/// Keys and mouse, read from the tables of bindings. Shown and forgotten.
void showCheatSheet(QWidget* parent);
/// Version, licence, what it is made of, and what computes.
void showAbout(QWidget* parent, const QString& version, const QString& runtime);

} // namespace halftone::ui
