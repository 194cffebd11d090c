// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QSettings>
#include <QTranslator>

#include <algorithm>
#include <clocale>

// Q_INIT_RESOURCE declares a function: outside of namespaces.
static void registerTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace halftone::ui {

namespace {

constexpr const char* kEnglish = "en";
constexpr const char* kContext = "Halftone"; ///< as resources/translations/update.py has it

QString settingsKey()
{
    return QStringLiteral("language");
}

QString catalogueOf(const QString& code)
{
    return QStringLiteral(":/translations/halftone_%1.qm").arg(code);
}

/// One English text has one translation, wherever it stands; what means two things carries a
/// comment. So it does not matter through which class or function a text is looked up.
class Catalogue : public QTranslator {
public:
    using QTranslator::QTranslator;

    QString translate(const char* context, const char* text, const char* comment,
                      int n) const override
    {
        const bool isOfQt = context != nullptr && context[0] == 'Q'
                            && std::char_traits<char>::compare(context, "QObject", 8) != 0;
        return isOfQt ? QString() : QTranslator::translate(kContext, text, comment, n);
    }
};

QLocale& current()
{
    static QLocale locale = QLocale::c();
    return locale;
}

/// Ends when the application does.
void install(QTranslator* translator, bool isLoaded)
{
    translator->setParent(QCoreApplication::instance());
    if (isLoaded) {
        QCoreApplication::installTranslator(translator);
    }
}

} // namespace

std::vector<Language> languages()
{
    registerTranslations();
    std::vector<Language> all{{QString::fromLatin1(kEnglish), QStringLiteral("English")}};
    const QStringList files = QDir(QStringLiteral(":/translations")).entryList();
    for (const QString& file : files) {
        const QString code = file.section(u'_', 1).section(u'.', 0, 0);
        if (code != QLatin1String(kEnglish)) {
            all.push_back({code, QLocale(code).nativeLanguageName()});
        }
    }
    return all;
}

QString languageFor(const QString& wished, const QStringList& system)
{
    const std::vector<Language> known = languages();
    for (const QString& name : QStringList{wished} + system) {
        QString code = QString(name).replace(u'_', u'-').section(u'-', 0, 0).toLower();
        if (std::any_of(known.begin(), known.end(),
                        [&](const Language& language) { return language.code == code; })) {
            return code;
        }
    }
    return QString::fromLatin1(kEnglish);
}

void speak(const QString& code)
{
    registerTranslations();
    // Qt takes the numbers of the system's locale for all of C, and C libraries read files by them.
    std::setlocale(LC_NUMERIC, "C");
    current() = code == QLatin1String(kEnglish) ? QLocale::c() : QLocale(code);
    current().setNumberOptions(QLocale::OmitGroupSeparator);
    QLocale::setDefault(current());
    auto* qt = new QTranslator;
    install(qt, code != QLatin1String(kEnglish)
                    && qt->load(QStringLiteral("qtbase_") + code,
                                QLibraryInfo::path(QLibraryInfo::TranslationsPath)));
    auto* own = new Catalogue; // of English it holds plural forms
    install(own, own->load(catalogueOf(code)));
}

const QLocale& locale()
{
    return current();
}

QString chosenLanguage()
{
    return QSettings().value(settingsKey()).toString();
}

void setChosenLanguage(const QString& code)
{
    code.isEmpty() ? QSettings().remove(settingsKey()) : QSettings().setValue(settingsKey(), code);
}

} // namespace halftone::ui
