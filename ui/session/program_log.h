// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

/// What the program said while it ran.
namespace halftone::ui {

struct LogLine {
    std::uint64_t number = 0; ///< grows by one with each line
    QDateTime when;
    LogLevel level{};
    QString text; ///< as it was said, folders included; on one line
};

/// "12:31:07  warning  text".
[[nodiscard]] QString toText(const LogLine& line, bool withFolders);

/// A text with nothing left of paths but the names of the files: folders often carry names of
/// patients. What may be a path is taken for one.
[[nodiscard]] QString withoutFolders(const QString& text);

/// The one place where it is kept, in memory alone: the last kMostLines lines. Thread-safe; the
/// signals come through the event loop of the thread it lives in, once for all that came meanwhile.
class ProgramLog : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    static constexpr std::size_t kMostLines = 5000;
    static constexpr qsizetype kMostCharacters = 4000; ///< of a line

    /// The same text as the line before, in the same second, is not said twice.
    void add(LogLevel level, const QString& text);
    void clear();
    /// Those with a greater number, oldest first; 0: all.
    [[nodiscard]] std::vector<LogLine> linesAfter(std::uint64_t number) const;

Q_SIGNALS:
    void grown();
    void cleared();

private:
    mutable std::mutex m_mutex;
    std::deque<LogLine> m_lines; ///< guarded by m_mutex, as are the others
    std::uint64_t m_lastNumber = 0;
    bool m_told = false; ///< grown() is on its way
};

} // namespace halftone::ui
