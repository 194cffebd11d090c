// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/term_tips.h"

#include "core/report/definitions.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QToolTip>

#include <string>

namespace halftone::ui {

namespace {

constexpr int kMostTerms = 3; ///< of one text: more is not read

QString translated(const char* english)
{
    return QCoreApplication::translate("Core", english);
}

QString nameOf(const report::Definition& definition)
{
    return translated(std::string(definition.name).c_str());
}

bool says(const QString& text, const report::Definition& definition)
{
    if (definition.name == report::kPrecisionTerm) { // it stands for all of its kind
        static const QRegularExpression precision(QStringLiteral("\\b(W\\d+A\\d+|FP32)\\b"));
        return precision.match(text).hasMatch();
    }
    const QRegularExpression word(
        QStringLiteral("(?<!\\w)%1(?!\\w)").arg(QRegularExpression::escape(nameOf(definition))),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return word.match(text).hasMatch();
}

/// What a widget says by itself, without mnemonics.
QString textOf(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        return label->text();
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        return button->text().remove(QChar(u'&'));
    }
    const auto* box = qobject_cast<const QComboBox*>(&widget);
    return box != nullptr ? box->currentText() : QString();
}

bool hasOwnTip(const QWidget* widget)
{
    for (; widget != nullptr; widget = widget->isWindow() ? nullptr : widget->parentWidget()) {
        if (!widget->toolTip().isEmpty()) {
            return true;
        }
    }
    return false;
}

class Explainer : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip || !watched->isWidgetType()) {
            return false;
        }
        auto* widget = static_cast<QWidget*>(watched);
        if (widget->windowType() == Qt::ToolTip) {
            return false; // a tip of a tip: Qt's style looks for ever for where it belongs
        }
        const QString tip = hasOwnTip(widget) ? QString() : termTip(textOf(*widget));
        if (!tip.isEmpty()) {
            QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), tip, widget);
        }
        return !tip.isEmpty();
    }
};

} // namespace

QStringList termsIn(const QString& text)
{
    QStringList terms;
    for (const report::Definition& definition : report::definitions()) {
        if (!text.isEmpty() && says(text, definition)) {
            terms.push_back(QString::fromUtf8(definition.name.data(),
                                              static_cast<qsizetype>(definition.name.size())));
        }
    }
    return terms;
}

QString termTip(const QString& text)
{
    QString tip;
    for (const QString& term : termsIn(text).mid(0, kMostTerms)) {
        const report::Definition& definition = *report::findDefinition(term.toStdString());
        tip += QStringLiteral("<p><b>%1</b>: %2</p>")
                   .arg(nameOf(definition).toHtmlEscaped(),
                        translated(definition.text).toHtmlEscaped());
    }
    return tip;
}

void explainTerms(QApplication& application)
{
    application.installEventFilter(new Explainer(&application));
}

} // namespace halftone::ui
