// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/theme.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QIcon>
#include <QLabel>
#include <QPalette>
#include <QProxyStyle>
#include <QStyle>

// Resources of a static library are registered by hand; the macro must stand outside namespaces.
static void registerResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace halftone::ui::theme {

namespace {

/// Fusion, with the mnemonics' underlines only while Alt is held.
class QuietStyle : public QProxyStyle {
public:
    QuietStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* result) const override
    {
        if (hint == SH_UnderlineShortcut) {
            return QGuiApplication::queryKeyboardModifiers().testFlag(Qt::AltModifier) ? 1 : 0;
        }
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
};

QPalette palette()
{
    QPalette colours;
    const auto all = [&](QPalette::ColorRole role, QRgb colour) { colours.setColor(role, colour); };
    all(QPalette::Window, kPanel);
    all(QPalette::WindowText, kText);
    all(QPalette::Base, kGround);
    all(QPalette::AlternateBase, kCard);
    all(QPalette::Text, kText);
    all(QPalette::PlaceholderText, kDim);
    all(QPalette::Button, kCard);
    all(QPalette::ButtonText, kText);
    all(QPalette::BrightText, kBright);
    all(QPalette::ToolTipBase, kCard);
    all(QPalette::ToolTipText, kText);
    all(QPalette::Highlight, kAccent);
    all(QPalette::HighlightedText, kOnAccent);
    all(QPalette::Link, kAccent);
    all(QPalette::LinkVisited, kAccent);
    all(QPalette::Light, kGroove);
    all(QPalette::Midlight, kLine);
    all(QPalette::Mid, kLine);
    all(QPalette::Dark, kGround);
    all(QPalette::Shadow, qRgb(0, 0, 0));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        colours.setColor(QPalette::Disabled, role, QColor(0x6a, 0x70, 0x7c));
    }
    return colours;
}

} // namespace

void apply(QApplication& application)
{
    registerResources();
    QApplication::setStyle(new QuietStyle);
    QApplication::setPalette(palette());
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), font.family(), QStringLiteral("sans-serif")});
    font.setPixelSize(13);
    QApplication::setFont(font);
    QFile sheet(QStringLiteral(":/themes/dark.qss"));
    if (sheet.open(QIODevice::ReadOnly)) {
        application.setStyleSheet(QString::fromUtf8(sheet.readAll()));
    }
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/halftone.svg")));
}

QLabel* label(const QString& text, const char* role, QWidget* parent)
{
    auto* result = new QLabel(text, parent);
    result->setProperty("role", QString::fromLatin1(role));
    return result;
}

QLabel* heading(const QString& text, QWidget* parent)
{
    QLabel* result = label(text.toUpper(), "heading", parent);
    QFont font = result->font();
    font.setLetterSpacing(QFont::AbsoluteSpacing, 1.0);
    result->setFont(font);
    return result;
}

void setProperty(QWidget* widget, const char* name, const QString& value)
{
    if (widget->property(name).toString() != value) {
        widget->setProperty(name, value);
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

} // namespace halftone::ui::theme
