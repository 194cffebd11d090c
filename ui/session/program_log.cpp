// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/program_log.h"

#include "core/base/visible_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

QString nameOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Info: return QCoreApplication::translate("ProgramLog", "note");
    case LogLevel::Warning: return QCoreApplication::translate("ProgramLog", "warning");
    case LogLevel::Error: return QCoreApplication::translate("ProgramLog", "error");
    }
    return {};
}

/// Everything up to the last separator of what may be a path, which begins a word, or ends one that
/// names a drive, and may hold blanks. Where the next path of a list begins ("a, /b"), it ends.
const QRegularExpression& folders()
{
    static const QRegularExpression found(QStringLiteral(
        R"((?<![^\s'"(\[<=:,;])(?:file://)?(?:~|\.{1,2}|[A-Za-z]:)?[/\\](?:(?:(?!(?:,|;|'| and) ?['"]?(?:~|\.{1,2}|[A-Za-z]:)?[/\\])[^/\\\n])*[/\\])*)"));
    return found;
}

/// Of what is quoted, relative paths, too.
const QRegularExpression& quoted()
{
    static const QRegularExpression found(QStringLiteral(R"('[^'\n]*[/\\](?=[^'\n/\\]+'))"));
    return found;
}

} // namespace

QString withoutFolders(const QString& text)
{
    QString result = text;
    result.replace(quoted(), QStringLiteral("'"));
    result.replace(folders(), QString());
    return result;
}

QString toText(const LogLine& line, bool withFolders)
{
    return line.when.toString(QStringLiteral("HH:mm:ss")) + QStringLiteral("  ")
           + nameOf(line.level) + QStringLiteral("  ")
           + (withFolders ? line.text : withoutFolders(line.text));
}

void ProgramLog::add(LogLevel level, const QString& text)
{
    LogLine line{0, QDateTime::currentDateTime(), level,
                 QString::fromStdString(visible(text.left(kMostCharacters).toStdString()))};
    bool tell = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_lines.empty() && m_lines.back().text == line.text && m_lines.back().level == level
            && m_lines.back().when.secsTo(line.when) == 0) {
            return;
        }
        line.number = ++m_lastNumber;
        m_lines.push_back(std::move(line));
        if (m_lines.size() > kMostLines) {
            m_lines.pop_front();
        }
        tell = !std::exchange(m_told, true);
    }
    if (tell) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                {
                    const std::lock_guard lock(m_mutex);
                    m_told = false;
                }
                Q_EMIT grown();
            },
            Qt::QueuedConnection);
    }
}

void ProgramLog::clear()
{
    {
        const std::lock_guard lock(m_mutex);
        m_lines.clear();
    }
    Q_EMIT cleared();
}

std::vector<LogLine> ProgramLog::linesAfter(std::uint64_t number) const
{
    const std::lock_guard lock(m_mutex);
    const auto first = std::find_if(m_lines.begin(), m_lines.end(),
                                    [number](const LogLine& line) { return line.number > number; });
    return {first, m_lines.end()};
}

} // namespace halftone::ui
