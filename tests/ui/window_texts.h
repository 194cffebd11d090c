// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSet>
#include <QTextEdit>
#include <QWidget>

/// All texts that windows show, say to screen readers, or would show on request.
namespace halftone::test {

/// Texts, each with the widget it was found at.
using Texts = QMap<QString, QString>;

inline void addText(Texts& texts, const QString& text, const QObject& owner, const char* what)
{
    if (!text.trimmed().isEmpty()) {
        texts.insert(text, QString::fromLatin1(owner.metaObject()->className()) + QChar(u' ')
                               + owner.objectName() + QChar(u' ') + QString::fromLatin1(what));
    }
}

inline void addItems(Texts& texts, const QAbstractItemView& view)
{
    const QAbstractItemModel* model = view.model();
    if (model == nullptr) {
        return;
    }
    constexpr int kMost = 20; // rows: the others say the same
    for (int column = 0; column < model->columnCount(); ++column) {
        for (const int role : {Qt::DisplayRole, Qt::ToolTipRole}) {
            addText(texts, model->headerData(column, Qt::Horizontal, role).toString(), view,
                    "heading");
            for (int row = 0; row < std::min(kMost, model->rowCount()); ++row) {
                addText(texts, model->index(row, column).data(role).toString(), view, "cell");
            }
        }
    }
}

/// Of one widget, not of those in it.
inline void addOwnTexts(Texts& texts, const QWidget& widget)
{
    addText(texts, widget.toolTip(), widget, "tip");
    addText(texts, widget.accessibleName(), widget, "name");
    addText(texts, widget.accessibleDescription(), widget, "description");
    if (widget.isWindow()) {
        addText(texts, widget.windowTitle(), widget, "title");
    }
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        addText(texts, label->text(), widget, "label");
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        addText(texts, button->text(), widget, "button");
    }
    if (const auto* box = qobject_cast<const QGroupBox*>(&widget)) {
        addText(texts, box->title(), widget, "title");
    }
    if (const auto* edit = qobject_cast<const QLineEdit*>(&widget)) {
        addText(texts, edit->placeholderText(), widget, "placeholder");
    }
    if (const auto* edit = qobject_cast<const QTextEdit*>(&widget)) {
        addText(texts, edit->toPlainText(), widget, "text");
    }
    if (const auto* combo = qobject_cast<const QComboBox*>(&widget)) {
        for (int n = 0; n < combo->count(); ++n) {
            addText(texts, combo->itemText(n), widget, "choice");
        }
    }
    if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget)) {
        addItems(texts, *view);
    }
    if (qobject_cast<const QMenu*>(&widget) != nullptr) {
        for (const QAction* action : widget.actions()) {
            addText(texts, action->text(), widget, "entry");
        }
    }
}

/// Of everything that there is now, seen or not.
inline void addAllTexts(Texts& texts)
{
    for (QWidget* widget : QApplication::allWidgets()) {
        if (auto* menu = qobject_cast<QMenu*>(widget)) {
            Q_EMIT menu->aboutToShow(); // some are filled then
        }
    }
    for (const QWidget* widget : QApplication::allWidgets()) {
        addOwnTexts(texts, *widget);
    }
}

/// What is seen and has less room than it asks for, with the room in pixels.
inline QStringList cutTexts(const QWidget& window)
{
    // Texts that changed a moment ago have no place yet.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QStringList cut;
    constexpr int kSlack = 1;
    const auto report = [&](const QWidget& widget, const QString& text, int wants, int has) {
        cut << QStringLiteral("%1 %2 '%3': %4 of %5")
                   .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(),
                        text.left(60))
                   .arg(has)
                   .arg(wants);
    };
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const QString text = label != nullptr    ? label->text()
                             : button != nullptr ? button->text()
                                                 : QString();
        // What shows the whole of it as its tip is meant to be cut.
        if (text.isEmpty() || widget->visibleRegion().isEmpty() || widget->toolTip() == text) {
            continue;
        }
        const int wants = label != nullptr && label->wordWrap()
                              ? label->heightForWidth(label->width())
                              : widget->sizeHint().width();
        const int has = label != nullptr && label->wordWrap() ? label->height() : widget->width();
        if (wants > has + kSlack) {
            report(*widget, text, wants, has);
        }
    }
    return cut;
}

} // namespace halftone::test
