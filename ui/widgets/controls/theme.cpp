// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/theme.h"

#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/controls/term_tips.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFont>
#include <QFontDatabase>
#include <QIcon>
#include <QLabel>
#include <QPalette>
#include <QProxyStyle>
#include <QStyle>

#include <algorithm>
#include <cmath>

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
        if (hint == SH_Menu_Scrollable) {
            return 1; // on a low screen a menu scrolls; two columns are not read
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
        colours.setColor(QPalette::Disabled, role, QColor(kFaint));
    }
    return colours;
}

/// Relative luminance of WCAG 2.1, 0 to 1.
double luminance(const QColor& colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
           + 0.0722 * linear(colour.blueF());
}

/// Those that a bundle brings for systems that lack them; an installation has the distribution's.
void addOwnFonts()
{
    const QDir folder(QCoreApplication::applicationDirPath()
                      + QStringLiteral("/../share/halftone/fonts"));
    for (const QString& name : folder.entryList({QStringLiteral("*.otf")}, QDir::Files)) {
        QFontDatabase::addApplicationFont(folder.filePath(name));
    }
}

} // namespace

double contrast(const QColor& text, const QColor& ground)
{
    const double a = luminance(text);
    const double b = luminance(ground);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QColor inkOn(const QColor& ground)
{
    return contrast(Qt::white, ground) > contrast(Qt::black, ground) ? Qt::white : Qt::black;
}

void apply(QApplication& application)
{
    addOwnFonts();
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
    watchKeyFocus(application);
    explainTerms(application);
    describePaintedWidgets();
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
