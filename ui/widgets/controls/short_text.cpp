// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/short_text.h"

#include <QAction>
#include <QMenu>

namespace halftone::ui {

namespace {

constexpr int kLetters = 34; ///< about the width of the commands beside it

QString shortened(const QMenu& menu, const QString& name)
{
    const QFontMetrics metrics = menu.fontMetrics();
    QString text = metrics.elidedText(name, Qt::ElideMiddle, kLetters * metrics.averageCharWidth());
    return text.replace(QChar(u'&'), QStringLiteral("&&"));
}

} // namespace

QAction* addShortened(QMenu& menu, const QString& name)
{
    QAction* action = menu.addAction(shortened(menu, name));
    action->setToolTip(name);
    menu.setToolTipsVisible(true);
    return action;
}

QMenu* addShortenedMenu(QMenu& menu, const QString& name)
{
    QMenu* within = menu.addMenu(shortened(menu, name));
    within->menuAction()->setToolTip(name);
    menu.setToolTipsVisible(true);
    return within;
}

} // namespace halftone::ui
