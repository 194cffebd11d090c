// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/language.h"
#include "ui/document/words.h"
#include "ui/widgets/controls/banner.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/command_groups.h"
#include "ui/widgets/window/main_window.h"

#include <QActionGroup>
#include <QMenu>

namespace halftone::ui {

void connectLanguageMenu(Actions& actions, MainWindow& window)
{
    QMenu* menu = actions.submenu(Submenu::Language);
    auto* group = new QActionGroup(menu);
    const QString chosen = window.options().remember ? chosenLanguage() : QString();
    const auto add = [&](const QString& name, const QString& code) {
        QAction* action = menu->addAction(name, &window, [&window, code] {
            if (window.options().remember) {
                setChosenLanguage(code);
            }
            window.banners().addPassing(tr("The language changes when Halftone is started again."));
        });
        action->setObjectName(QStringLiteral("language_") + code);
        action->setCheckable(true);
        action->setChecked(code == chosen);
        group->addAction(action);
    };
    add(tr("&System"), {});
    for (const Language& language : languages()) {
        add(language.name, language.code);
    }
}

} // namespace halftone::ui
