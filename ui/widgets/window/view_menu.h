// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::ui {

class Actions;
class MainWindow;

/// The menu of a right click on a slice that drags nothing, and of the key for menus: which layers
/// are seen, tools, windows, the values under the mouse to be copied.
void connectViewMenu(Actions& actions, MainWindow& window);

} // namespace halftone::ui
