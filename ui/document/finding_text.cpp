// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/finding_text.h"

#include "ui/document/format.h"
#include "ui/document/language.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QStringList>

#include <optional>
#include <vector>

namespace halftone::ui {

namespace {

constexpr int kFewLetters = 5; ///< a pattern of fewer says little about what it stands around
constexpr int kDeepest = 4;    ///< reasons within reasons

QString translated(const QString& english)
{
    return QCoreApplication::translate("Core", english.toUtf8().constData());
}

/// "{0} of {1} slices", taken apart.
struct Pattern {
    QString text;
    QStringList pieces;         ///< what stands before, between and behind the arguments
    std::vector<int> arguments; ///< their numbers, in the order of the text
    int letters = 0;            ///< of the pieces
};

Pattern patternOf(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("\\{(\\d+)\\}"));
    Pattern pattern;
    pattern.text = text;
    qsizetype from = 0;
    for (auto found = place.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        pattern.pieces << text.mid(from, match.capturedStart() - from);
        pattern.arguments.push_back(match.captured(1).toInt());
        from = match.capturedEnd();
    }
    pattern.pieces << text.mid(from);
    for (const QChar c : pattern.pieces.join(QString())) {
        pattern.letters += c.isLetter() ? 1 : 0;
    }
    return pattern;
}

const std::vector<Pattern>& knownPatterns()
{
    static const std::vector<Pattern> all = [] {
        std::vector<Pattern> patterns;
        QFile file(QStringLiteral(":/translations/core_sentences.txt"));
        if (file.open(QIODevice::ReadOnly)) {
            for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
                if (line.contains(QLatin1String("{0}")) || line.contains(QLatin1String("{1}"))) {
                    patterns.push_back(patternOf(line));
                }
            }
        }
        return patterns;
    }();
    return all;
}

bool isQuantity(const QString& text)
{
    static const QRegularExpression quantity(QStringLiteral(
        "^[-+]?[0-9][0-9.,eEx +-]*( ?(mm|um|nm|cm|ms|s|B|kB|MB|GB|HU|%|degrees))?$"));
    return quantity.match(text).hasMatch();
}

/// What stood for the arguments of a pattern, by their numbers.
std::optional<QStringList> argumentsIn(const QString& text, const Pattern& pattern)
{
    const QStringList& pieces = pattern.pieces;
    if (!text.startsWith(pieces.front()) || !text.endsWith(pieces.back())) {
        return std::nullopt;
    }
    QStringList arguments;
    qsizetype from = pieces.front().size();
    for (qsizetype i = 1; i < pieces.size(); ++i) {
        const bool isLast = i + 1 == pieces.size();
        const qsizetype to =
            isLast ? text.size() - pieces[i].size() : text.indexOf(pieces[i], from);
        if (to < from) {
            return std::nullopt;
        }
        const auto number =
            static_cast<qsizetype>(pattern.arguments[static_cast<std::size_t>(i - 1)]);
        while (arguments.size() <= number) {
            arguments << QString();
        }
        arguments[number] = text.mid(from, to - from);
        from = to + pieces[i].size();
        const QString& argument = arguments[number];
        const bool isWord = !argument.isEmpty() && !argument.contains(u' ');
        const bool isFree = pieces[i - 1].endsWith(u'\'')
                            || pieces[i - 1].endsWith(QLatin1String(": "))
                            || pieces.back().endsWith(u'.');
        if ((pattern.letters < kFewLetters && !isFree && !isWord && !isQuantity(argument))
            || (!isFree && argument.contains(QLatin1String(", ")))) { // reasons in a row, not one
            return std::nullopt;
        }
    }
    return arguments;
}

QString inLanguage(const QString& english, int depth);

/// A translated pattern with its arguments; names, which stand in quotes, stay as they are.
QString filled(const Pattern& pattern, const QStringList& arguments, int depth)
{
    std::vector<std::string> texts;
    for (const QString& argument : arguments) {
        texts.push_back(argument.toStdString());
    }
    for (std::size_t i = 0; i < pattern.arguments.size(); ++i) {
        const auto number = static_cast<std::size_t>(pattern.arguments[i]);
        const bool isName = pattern.pieces[static_cast<qsizetype>(i)].endsWith(u'\'');
        if (number < texts.size() && !isName) {
            texts[number] =
                inLanguage(arguments[static_cast<qsizetype>(number)], depth + 1).toStdString();
        }
    }
    return QString::fromStdString(fillPattern(translated(pattern.text).toStdString(), texts));
}

/// Of the pattern that says most of the text; none if no pattern is it.
std::optional<QString> byPattern(const QString& english, int depth)
{
    const Pattern* best = nullptr;
    QStringList arguments;
    for (const Pattern& pattern : knownPatterns()) {
        if (best == nullptr || pattern.letters > best->letters) {
            if (auto found = argumentsIn(english, pattern)) {
                best = &pattern;
                arguments = std::move(*found);
            }
        }
    }
    return best != nullptr ? std::optional(filled(*best, arguments, depth)) : std::nullopt;
}

std::optional<QString> asOne(const QString& english, int depth)
{
    const QString text = translated(english);
    return text != english ? std::optional(text) : byPattern(english, depth);
}

/// Several in a row: sentences, or reasons with commas between.
QString inLanguage(const QString& english, int depth)
{
    if (isQuantity(english)) {
        return localised(english);
    }
    if (depth > kDeepest || english.isEmpty()) {
        return english;
    }
    if (const auto text = asOne(english, depth)) {
        return *text;
    }
    for (const QLatin1String between : {QLatin1String(". "), QLatin1String(", ")}) {
        const qsizetype kept = between == QLatin1String(". ") ? 1 : 0; // a sentence has its point
        for (qsizetype at = english.lastIndexOf(between); at > 0;
             at = english.lastIndexOf(between, at - 1)) {
            if (const auto first = asOne(english.left(at + kept), depth)) {
                return *first + between.mid(kept) + inLanguage(english.mid(at + 2), depth);
            }
        }
        if (const qsizetype at = english.indexOf(between); at > 0) {
            return english.left(at + 2) + inLanguage(english.mid(at + 2), depth);
        }
    }
    return english;
}

bool isEnglish()
{
    return locale().language() == QLocale::C;
}

} // namespace

QString coreText(const QString& english)
{
    return isEnglish() ? english : inLanguage(english, 0);
}

QString coreText(const std::string& english)
{
    return coreText(QString::fromStdString(english));
}

QString textOf(const Message& message)
{
    const QString pattern = QString::fromStdString(message.pattern);
    if (isEnglish() || translated(pattern) == pattern) {
        return coreText(message.text());
    }
    QStringList arguments;
    for (const std::string& argument : message.arguments) {
        arguments << QString::fromStdString(argument);
    }
    return filled(patternOf(pattern), arguments, 0);
}

QString textOf(const Finding& finding)
{
    const QString text = textOf(finding.message);
    return finding.file.empty() ? text
                                : QCoreApplication::translate("Core", "'%1': %2")
                                      .arg(QString::fromStdString(finding.file), text);
}

QString textOf(const Error& error)
{
    return textOf(error.message());
}

} // namespace halftone::ui
