// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/view_menu.h"

#include "ui/document/words.h"
#include "ui/widgets/controls/short_text.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>

#include <algorithm>
#include <initializer_list>

namespace halftone::ui {

namespace {

/// The topmost first, as in the panel.
void addLayers(QMenu& menu, MainWindow& window)
{
    Document& document = window.document();
    const auto& layers = document.layers();
    std::for_each(layers.rbegin(), layers.rend(), [&](const Layer& layer) {
        if (layer.as<ComparisonContent>() != nullptr) {
            return; // a look of the prediction
        }
        QAction* action = addShortened(menu, layer.name);
        action->setCheckable(true);
        action->setChecked(layer.style.visible);
        QObject::connect(action, &QAction::toggled, &window, [&document, id = layer.id](bool on) {
            if (const Layer* found = document.find(id)) {
                LayerStyle style = found->style;
                style.visible = on;
                document.setStyle(id, style);
            }
        });
    });
}

void show(Actions& actions, MainWindow& window, const QPoint& place)
{
    auto* menu = new QMenu(&window);
    menu->setObjectName(QStringLiteral("viewMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto add = [&](std::initializer_list<Command> commands) {
        menu->addSeparator();
        for (const Command command : commands) {
            menu->addAction(actions.action(command));
        }
    };
    menu->addSection(tr("Layers"));
    addLayers(*menu, window);
    add({Command::CrosshairTool, Command::WindowTool, Command::RulerTool, Command::AngleTool,
         Command::RegionTool});
    add({Command::AutomaticWindow, Command::FileWindow, Command::Invert});
    menu->addMenu(actions.submenu(Submenu::Windows));
    // Once the menu is open the mouse is no longer over the view.
    const QString values = window.planes().probeText();
    menu->addSeparator();
    QAction* copy = menu->addAction(tr("Co&py Values under the Mouse"), &window,
                                    [values] { QApplication::clipboard()->setText(values); });
    copy->setObjectName(QStringLiteral("copyValues"));
    copy->setToolTip(values);
    copy->setEnabled(!values.isEmpty());
    add({Command::ResetView, Command::CentreCursor, Command::Maximise});
    menu->popup(place);
}

} // namespace

void connectViewMenu(Actions& actions, MainWindow& window)
{
    QObject::connect(&window.planes(), &PlanesView::menuRequested, &window,
                     [&](const QPoint& place) { show(actions, window, place); });
}

} // namespace halftone::ui
