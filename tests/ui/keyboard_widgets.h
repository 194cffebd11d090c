// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QButtonGroup>
#include <QComboBox>

/// What the keyboard and a screen reader find in a window.
namespace halftone::test {

inline QString nameOf(const QWidget& widget)
{
    return QString::fromLatin1(widget.metaObject()->className()) + QChar(u'#') + widget.objectName()
           + QChar(u' ') + widget.accessibleName();
}

inline QString textOf(QWidget& widget, QAccessible::Text which)
{
    const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&widget);
    return interface != nullptr ? interface->text(which) : QString();
}

inline QAccessible::Role roleOf(QWidget* widget)
{
    return QAccessible::queryAccessibleInterface(widget)->role();
}

/// What people use: by mouse, by key, or by a screen reader.
inline bool isInteractive(const QWidget& widget)
{
    return qobject_cast<const QAbstractButton*>(&widget) != nullptr
           || qobject_cast<const QAbstractSlider*>(&widget) != nullptr
           || qobject_cast<const QComboBox*>(&widget) != nullptr
           || qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr
           || qobject_cast<const QAbstractItemView*>(&widget) != nullptr
           || (widget.focusPolicy() & Qt::TabFocus) != 0;
}

/// Qt's own parts of its widgets: scroll bars, the line of a spin box, the list of a choice.
inline bool isPart(const QWidget& widget)
{
    return widget.inherits("QScrollBar") || widget.inherits("QTableCornerButton")
           || widget.inherits("QHeaderView") || widget.focusProxy() != nullptr
           || (widget.objectName().startsWith(QStringLiteral("qt_"))
               && !widget.inherits("QTabBar")) // Tab leads to it, and arrows from tab to tab
           || (widget.parentWidget() != nullptr
               && (widget.parentWidget()->inherits("QAbstractSpinBox")
                   || widget.parentWidget()->inherits("QComboBoxPrivateContainer")));
}

/// Of choices that exclude each other Tab leads to the chosen one, whichever had the keyboard
/// before, and arrows to the others.
inline bool takesTab(const QWidget& widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const QButtonGroup* group = button != nullptr ? button->group() : nullptr;
    const bool isChoice =
        button != nullptr && button->isCheckable()
        && (group != nullptr ? group->exclusive() && group->checkedButton() != nullptr
                             : button->autoExclusive());
    return isChoice ? button->isChecked() : (widget.focusPolicy() & Qt::TabFocus) != 0;
}

} // namespace halftone::test
