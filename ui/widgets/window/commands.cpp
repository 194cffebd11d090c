// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/commands.h"

#include "ui/widgets/window/command_groups.h"
#include "ui/widgets/window/view_menu.h"

namespace halftone::ui {

void connectCommands(Actions& actions, MainWindow& window)
{
    connectFileCommands(actions, window);
    connectLayerCommands(actions, window);
    connectEditingCommands(actions, window);
    connectViewCommands(actions, window);
    connectCompareCommands(actions, window);
    connectViewMenu(actions, window);
    connectPrecisionCommands(actions, window);
    connectLanguageMenu(actions, window);
}

} // namespace halftone::ui
