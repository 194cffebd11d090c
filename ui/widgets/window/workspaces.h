// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QString;

namespace halftone::ui {

class LoadCard;
class MainWindow;
class StatusLine;

/// Shows what the window's WorkspaceKeeper does and asks, on the card of what loads and in the
/// status line.
void connectWorkspaces(MainWindow& window, LoadCard& card, StatusLine& status);

[[nodiscard]] bool isWorkspace(const QString& path);
void askToOpenWorkspace(MainWindow& window);
/// To the file it was saved to or opened from; where there is none, as the next.
void saveWorkspace(MainWindow& window);
void askToSaveWorkspace(MainWindow& window);

} // namespace halftone::ui
