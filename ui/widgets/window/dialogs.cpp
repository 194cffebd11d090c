// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/dialogs.h"

#include "ui/document/words.h"
#include "ui/widgets/controls/bindings.h"
#include "ui/widgets/controls/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kColumnGap = 32;
constexpr int kSectionGap = 10;
constexpr int kSheetRoom = 8;   ///< what styles add once it is shown
constexpr int kSheetFrame = 60; ///< margins and spacing around what the sheet scrolls
constexpr int kTitleBar = 60;   ///< of a dialog, with some air
constexpr int kLeftSide = 24;
constexpr int kRightSide = 12;
constexpr int kWidest = 1000; ///< any screen has room for that

QDialog* makeDialog(QWidget* parent, const QString& title)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    return dialog;
}

QDialogButtonBox* closeButton(QDialog* dialog)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setIcon({});
    close->setAutoDefault(false);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return buttons;
}

/// What the sheet lists under one heading: keys or gestures, and what they do.
struct Section {
    QString title;
    QList<QPair<QString, QString>> rows;
};

QList<Section> cheatSheetSections()
{
    QList<Section> sections;
    for (const Menu menu : kMenus) {
        Section section{titleOf(menu).remove(QChar(u'&')), {}};
        for (const Binding& row : bindings()) {
            if (row.menu == menu && !row.keys.isEmpty()) {
                section.rows.push_back({keysOf(row), nameOf(row)});
            }
        }
        sections.push_back(section);
    }
    Section mouse{tr("Mouse on the image"), {}};
    for (const MouseBinding& row : mouseBindings()) {
        QString what = textOf(row);
        what.replace(0, 1, what.at(0).toUpper());
        mouse.rows.push_back({gestureOf(row), what});
    }
    sections.push_back(mouse);
    return sections;
}

void addSection(QGridLayout* grid, const Section& section)
{
    int row = grid->rowCount();
    grid->addWidget(theme::heading(section.title), row++, 0, 1, 2);
    for (const auto& [keys, what] : section.rows) {
        grid->addWidget(theme::label(keys, "chip"), row, 0, Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(new QLabel(what), row++, 1);
    }
    grid->setRowMinimumHeight(row, kSectionGap);
}

/// The sections, in two columns of about the same height or in one.
QWidget* makeCheatSheet(int columnCount, QWidget* parent)
{
    const QList<Section> sections = cheatSheetSections();
    qsizetype rows = 0;
    for (const Section& section : sections) {
        rows += section.rows.size() + 1;
    }
    auto* body = new QWidget(parent);
    body->setObjectName(QStringLiteral("panelBody"));
    auto* columns = new QHBoxLayout(body);
    columns->setContentsMargins(0, 0, 12, 0);
    columns->setSpacing(kColumnGap);
    QGridLayout* grid = nullptr;
    qsizetype done = 0;
    for (const Section& section : sections) {
        const qsizetype size = section.rows.size() + 1;
        if (grid == nullptr || (columns->count() < columnCount && done + size / 2 > rows / 2)) {
            grid = new QGridLayout;
            grid->setHorizontalSpacing(12);
            grid->setVerticalSpacing(6);
            grid->setColumnStretch(1, 1);
            auto* column = new QVBoxLayout;
            column->addLayout(grid);
            column->addStretch();
            columns->addLayout(column, 1);
        }
        addSection(grid, section);
        done += size;
    }
    for (QWidget* each : body->findChildren<QWidget*>()) {
        each->ensurePolished(); // letters have their size only then
    }
    return body;
}

int widthOf(const QWidget& body)
{
    return std::max(body.sizeHint().width(), body.minimumSizeHint().width());
}

} // namespace

void showCheatSheet(QWidget* parent)
{
    QDialog* dialog = makeDialog(parent, tr("Keys and mouse"));
    dialog->setObjectName(QStringLiteral("cheatSheet"));
    auto* scroll = new QScrollArea(dialog);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const int frame =
        2 * scroll->frameWidth() + kSheetRoom + scroll->verticalScrollBar()->sizeHint().width();
    QWidget* body = makeCheatSheet(2, dialog);
    if (widthOf(*body) + frame + kLeftSide + kRightSide > kWidest) { // larger letters
        delete body;
        body = makeCheatSheet(1, dialog);
    }
    scroll->setWidget(body);
    scroll->setAccessibleName(dialog->windowTitle()); // Tab leads to it, for the keys that scroll
    scroll->setMinimumWidth(widthOf(*body) + frame);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(kLeftSide, 20, kRightSide, 16);
    layout->setSpacing(14);
    layout->addWidget(scroll, 1);
    QDialogButtonBox* buttons = closeButton(dialog);
    layout->addWidget(buttons);
    const int wanted = body->sizeHint().height() + buttons->sizeHint().height() + kSheetFrame;
    dialog->resize(dialog->sizeHint().width(),
                   std::min(wanted, dialog->screen()->availableSize().height() - kTitleBar));
    dialog->show();
}

} // namespace halftone::ui
