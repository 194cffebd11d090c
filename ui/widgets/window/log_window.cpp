// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/log_window.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/document/path_text.h"
#include "ui/session/open_files.h"
#include "ui/widgets/controls/file_folders.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/controls/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr QSize kSize(860, 420);

} // namespace

LogWindow::LogWindow(ProgramLog& log, const Document& document, FileFolders& folders,
                     QWidget* parent)
    : QDialog(parent), m_log(log), m_document(document), m_lastFolders(folders),
      m_filter(new QLineEdit(this)), m_least(new QComboBox(this)),
      m_folders(new QCheckBox(tr("Show &folders"), this)), m_text(new QPlainTextEdit(this)),
      m_said(theme::label({}, "small", this))
{
    setObjectName(QStringLiteral("logWindow"));
    setWindowTitle(tr("Log"));
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_filter->setPlaceholderText(tr("Lines with these words"));
    m_filter->setClearButtonEnabled(true);
    m_least->setObjectName(QStringLiteral("logLeast"));
    m_least->addItems({tr("All"), tr("Warnings and errors"), tr("Errors")}); // as LogLevel
    m_least->setAccessibleName(tr("How grave lines must be"));
    m_folders->setObjectName(QStringLiteral("logFolders"));
    m_folders->setToolTip(
        tr("Folders may carry names of patients. They are copied and saved with the rest."));
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setMaximumBlockCount(static_cast<int>(ProgramLog::kMostLines));
    m_said->setObjectName(QStringLiteral("logSaid"));

    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_filter, 1);
    top->addWidget(m_least);
    top->addWidget(m_folders);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(m_said, 1);
    const auto button = [&](const QString& text, const char* name, auto call) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, call);
        bottom->addWidget(made);
    };
    button(tr("&Copy"), "logCopy", [this] { copy(); });
    button(tr("&Save..."), "logSave", [this] { save(); });
    button(tr("C&lear"), "logClear", [this] { m_log.clear(); });
    button(tr("Close"), "logClose", [this] { close(); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(m_text, 1);
    layout->addLayout(bottom);
    resize(kSize);

    connect(m_filter, &QLineEdit::textChanged, this, &LogWindow::showAll);
    connect(m_least, &QComboBox::currentIndexChanged, this, &LogWindow::showAll);
    connect(m_folders, &QCheckBox::toggled, this, &LogWindow::showAll);
    connect(&m_log, &ProgramLog::grown, this, &LogWindow::appendNew);
    connect(&m_log, &ProgramLog::cleared, this, &LogWindow::showAll);
    showAll();
}

QString LogWindow::formatted(const LogLine& line) const
{
    return toText(line, m_folders->isChecked());
}

bool LogWindow::isWanted(const LogLine& line) const
{
    // What is seen is searched, not what is left out of it.
    return static_cast<int>(line.level) >= m_least->currentIndex()
           && formatted(line).contains(m_filter->text(), Qt::CaseInsensitive);
}

void LogWindow::appendNew()
{
    const bool atEnd =
        m_text->verticalScrollBar()->value() == m_text->verticalScrollBar()->maximum();
    QStringList lines;
    for (const LogLine& line : m_log.linesAfter(m_last)) {
        m_last = line.number;
        if (isWanted(line)) {
            lines << formatted(line);
        }
    }
    if (!lines.isEmpty()) {
        m_text->appendPlainText(lines.join(u'\n'));
    }
    if (atEnd) {
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    }
}

void LogWindow::showAll()
{
    m_text->clear();
    m_said->clear();
    m_last = 0;
    appendNew();
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

void LogWindow::copy() const
{
    // What is selected, or all that is seen. Selections have paragraph separators.
    QString text = m_text->textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n');
    if (text.isEmpty()) {
        text = m_text->toPlainText();
    }
    QApplication::clipboard()->setText(text);
    m_said->setText(tr("%n line(s) copied.", nullptr,
                       text.isEmpty() ? 0 : static_cast<int>(text.count(u'\n')) + 1));
}

void LogWindow::save()
{
    const QString text = m_text->toPlainText();
    QFileDialog dialog(this, tr("Save Log"), {}, tr("Text (*.txt)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("txt"));
    dialog.selectFile(QStringLiteral("halftone-log.txt"));
    const QString path = askForFileToSave(dialog, m_lastFolders, FileKind::Report);
    if (path.isEmpty()) {
        return;
    }
    try {
        requireNotOpen(m_document, "the log", toPath(path));
        writeAtomically(toPath(path), (text + u'\n').toStdString());
        m_said->setText(tr("The log was saved."));
    } catch (const Error& error) {
        m_said->setText(QString::fromUtf8(error.what()));
    }
}

} // namespace halftone::ui
