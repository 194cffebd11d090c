// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/controls/bindings.h"

#include <QObject>

#include <functional>
#include <map>

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace halftone::ui {

/// The table of bindings as menus and shortcuts of a window. Commands that need something are
/// disabled until setAvailable says that it is there.
class Actions : public QObject {
public:
    /// Fills `menuBar`, and lets the keys work wherever the focus is in `window`, which owns this.
    Actions(QMenuBar* menuBar, QWidget* window);

    /// What a command does when a person gives it, instead of what was said before. `checked` is
    /// the new state of a checkable command. QAction::setChecked calls nothing.
    void on(Command command, std::function<void(bool checked)> call);
    [[nodiscard]] QAction* action(Command command) const;
    /// To be filled by the caller, except for samples.
    [[nodiscard]] QMenu* submenu(Submenu submenu) const;
    /// Enables or disables all commands with this need.
    void setAvailable(Needs needs, bool available);

private:
    void add(const Binding& binding);

    QWidget* m_window;
    std::map<Menu, QMenu*> m_menus;
    std::map<Submenu, QMenu*> m_submenus;
    std::map<Command, QAction*> m_actions;
    std::map<Command, std::function<void(bool)>> m_calls;
};

} // namespace halftone::ui
