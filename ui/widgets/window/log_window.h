// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/program_log.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace halftone::ui {

class FileFolders;

class Document;

/// What the program said, as text to select, filter, copy and save. Files are named without their
/// folders unless that is asked for, also in what is copied and saved. Stays beside the window.
class LogWindow : public QDialog {
    Q_OBJECT

public:
    /// `log`, `document` (whose files are not written over) and `folders` are borrowed.
    LogWindow(ProgramLog& log, const Document& document, FileFolders& folders, QWidget* parent);

private:
    [[nodiscard]] bool isWanted(const LogLine& line) const;
    [[nodiscard]] QString formatted(const LogLine& line) const;
    void appendNew();
    void showAll();
    void copy() const;
    void save();

    ProgramLog& m_log;
    const Document& m_document;
    FileFolders& m_lastFolders;
    std::uint64_t m_last = 0; ///< the line that was looked at last
    QLineEdit* m_filter;
    QComboBox* m_least;
    QCheckBox* m_folders;
    QPlainTextEdit* m_text;
    QLabel* m_said; ///< what became of the last button
};

} // namespace halftone::ui
