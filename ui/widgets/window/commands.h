// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::ui {

class Actions;
class MainWindow;

/// Says what every command of the table does in a window, and keeps the actions true: checked,
/// enabled, and the submenus of recent images and models filled.
void connectCommands(Actions& actions, MainWindow& window);

} // namespace halftone::ui
