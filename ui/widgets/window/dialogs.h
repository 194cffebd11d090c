// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace halftone::ui {

/// Keys and mouse, read from the tables of bindings. Shown and forgotten.
void showCheatSheet(QWidget* parent);

} // namespace halftone::ui
