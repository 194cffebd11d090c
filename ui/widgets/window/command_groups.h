// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The parts of connectCommands(): each connects the commands of its menus with what they do.
namespace halftone::ui {

class Actions;
class MainWindow;

void connectFileCommands(Actions& actions, MainWindow& window);
/// Edit and Layers.
void connectLayerCommands(Actions& actions, MainWindow& window);
void connectViewCommands(Actions& actions, MainWindow& window);
void connectCompareCommands(Actions& actions, MainWindow& window);
/// What edits labels, in Layers and in View.
void connectEditingCommands(Actions& actions, MainWindow& window);
/// Precision and Help.
void connectPrecisionCommands(Actions& actions, MainWindow& window);
/// Fills the menu of languages: a choice counts from the next start on.
void connectLanguageMenu(Actions& actions, MainWindow& window);

} // namespace halftone::ui
