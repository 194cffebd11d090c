// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/number_field.h"

#include "ui/document/language.h"

#include <QRegularExpression>

#include <algorithm>

namespace halftone::ui {

NumberField::NumberField(QWidget* parent) : QDoubleSpinBox(parent)
{
    setLocale(ui::locale()); // as every other number of the window
}

QValidator::State NumberField::validate(QString& text, int& position) const
{
    text.replace(QRegularExpression(QStringLiteral("[.,]")), locale().decimalPoint());
    const QString number = numberIn(text);
    bool isNumber = false;
    QLocale::c().toDouble(number, &isNumber);
    static const QRegularExpression begun(QStringLiteral("^-?[0-9]*[.]?[0-9]*([eE][+-]?[0-9]*)?$"));
    return isNumber                         ? QValidator::Acceptable
           : begun.match(number).hasMatch() ? QValidator::Intermediate
                                            : QDoubleSpinBox::validate(text, position);
}

double NumberField::valueFromText(const QString& text) const
{
    return std::clamp(QLocale::c().toDouble(numberIn(text)), minimum(), maximum());
}

QString NumberField::numberIn(const QString& text) const
{
    return QString(text).remove(suffix()).replace(QChar(u','), QChar(u'.')).trimmed();
}

} // namespace halftone::ui
