// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAccessible>

class QString;
class QWidget;

/// What widgets that paint themselves are to a screen reader, which Qt knows of its own widgets
/// alone. Their names are QWidget::accessibleName().
namespace halftone::ui {

/// Makes the two below known. Once per application.
void describePaintedWidgets();
/// A slider (QAbstractSlider), a chart, a picture; said first when the widget is made: the first
/// name or value makes Qt ask what it is, and keep that.
void setAccessibleRole(QWidget& widget, QAccessible::Role role);
/// In words, as it stands on the screen: "4 bits", not the third of eight positions. A change is
/// announced. Needs a role.
void setAccessibleValue(QWidget& widget, const QString& value);

} // namespace halftone::ui
