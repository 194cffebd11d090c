// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>

#include <vector>

/// Which language the window speaks. Its catalogues are resources (resources/translations), those
/// of Qt's own dialogs and names of keys are Qt's files on this computer. Whatever is written to
/// files, read back, or printed by a program is English with a decimal point in any language.
namespace halftone::ui {

struct Language {
    QString code; ///< "de": that of the catalogue and of the option --language
    QString name; ///< in the language itself: "Deutsch"
};

/// English first.
[[nodiscard]] std::vector<Language> languages();
/// The code of one of languages(): the wished one, else the first of `system` (as "de-AT", best
/// first: QLocale::uiLanguages) that is there, else "en".
[[nodiscard]] QString languageFor(const QString& wished, const QStringList& system);

/// From now on all texts and numbers are of this language. Needs a QCoreApplication, belongs before
/// its first widget: what is shown already does not change. Main thread.
void speak(const QString& code);
/// How the window writes and takes numbers: the one locale of whatever a person reads or types. Of
/// plain English ("C") until speak() was called.
[[nodiscard]] const QLocale& locale();

/// The code that was chosen for all runs to come; empty: that of the system. Kept by QSettings.
[[nodiscard]] QString chosenLanguage();
void setChosenLanguage(const QString& code);

} // namespace halftone::ui
