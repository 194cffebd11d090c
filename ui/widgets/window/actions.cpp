// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace halftone::ui {

Actions::Actions(QMenuBar* menuBar, QWidget* window) : QObject(window), m_window(window)
{
    for (const Menu menu : kMenus) {
        m_menus[menu] = menuBar->addMenu(titleOf(menu));
    }
    for (const Binding& row : bindings()) {
        add(row);
    }
    auto* tools = new QActionGroup(this); // exclusive, as groups are
    for (const Binding& row : bindings()) {
        if (row.group == Group::Tools) {
            tools->addAction(action(row.command));
        }
    }
}

void Actions::add(const Binding& binding)
{
    QMenu* menu = binding.submenu ? submenu(*binding.submenu) : m_menus.at(binding.menu);
    if (binding.separatorBefore) {
        menu->addSeparator();
    }
    auto* action = new QAction(textOf(binding), this);
    action->setShortcuts(binding.keys);
    action->setCheckable(binding.checkable);
    action->setChecked(binding.checked);
    action->setEnabled(binding.needs == Needs::Nothing);
    if (binding.objectName != nullptr) {
        action->setObjectName(QString::fromLatin1(binding.objectName));
    }
    connect(action, &QAction::triggered, this, [this, command = binding.command](bool checked) {
        if (const auto call = m_calls.find(command); call != m_calls.end()) {
            call->second(checked);
        }
    });
    menu->addAction(action);
    m_window->addAction(action);
    m_actions[binding.command] = action;
    for (const SubmenuSlot& slot : submenuSlots()) {
        if (slot.after == binding.command) {
            if (slot.separatorBefore) {
                menu->addSeparator();
            }
            m_submenus[slot.submenu] = menu->addMenu(textOf(slot));
        }
    }
}

void Actions::on(Command command, std::function<void(bool checked)> call)
{
    m_calls[command] = std::move(call);
}

QAction* Actions::action(Command command) const
{
    return m_actions.at(command);
}

QMenu* Actions::submenu(Submenu submenu) const
{
    return m_submenus.at(submenu);
}

void Actions::setAvailable(Needs needs, bool available)
{
    for (const Binding& row : bindings()) {
        if (row.needs == needs) {
            action(row.command)->setEnabled(available);
        }
    }
}

} // namespace halftone::ui
