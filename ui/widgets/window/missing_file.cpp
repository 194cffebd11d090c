// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/missing_file.h"

#include "ui/widgets/controls/file_folders.h"
#include "ui/widgets/controls/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace halftone::ui {

namespace {

constexpr int kWidth = 560;

} // namespace

MissingFile::MissingFile(const FileQuestion& question, const QString& of, FileFolders& folders,
                         QWidget* parent)
    : QDialog(parent), m_question(question), m_folders(folders)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("missingFile"));
    setWindowTitle(tr("Find File"));
    const bool isGone = question.state == FileState::Missing;
    auto* sentence = new QLabel(
        isGone ? tr("%1 (%2) of %3 is not where it was.").arg(question.name, question.what, of)
               : tr("%1 (%2) is not the file that %3 was saved with: its content is another.")
                     .arg(question.name, question.what, of),
        this);
    sentence->setObjectName(QStringLiteral("missingSentence"));
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    QLabel* where = theme::label(tr("It was in %1").arg(question.folder), "small", this);
    where->setTextFormat(Qt::PlainText);
    where->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(this);
    const auto button = [&](const QString& text, const char* name,
                            QDialogButtonBox::ButtonRole role, auto call) {
        QPushButton* made = buttons->addButton(text, role);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, call);
        return made;
    };
    const auto close = [this](auto signal) {
        return [this, signal] {
            Q_EMIT(this->*signal)();
            accept();
        };
    };
    button(tr("&Locate..."), "missingLocate", QDialogButtonBox::ActionRole, [this] {
        locate();
    })->setDefault(true);
    if (!isGone) {
        button(tr("&Use It as It Is"), "missingUse", QDialogButtonBox::ActionRole,
               close(&MissingFile::taken));
    }
    if (!question.needed) {
        button(tr("Leave It &Out"), "missingLeaveOut", QDialogButtonBox::ActionRole,
               close(&MissingFile::leftOut));
    }
    button(tr("Cancel"), "missingCancel", QDialogButtonBox::RejectRole, [this] { reject(); });
    connect(this, &QDialog::rejected, this, &MissingFile::cancelled);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(10);
    layout->addWidget(sentence);
    layout->addWidget(where);
    layout->addSpacing(6);
    layout->addWidget(buttons);
    setFixedWidth(kWidth);
    setModal(true);
}

void MissingFile::locate()
{
    const QString title = tr("Locate %1").arg(m_question.name);
    const FileKind kind = m_question.needed ? FileKind::Image : FileKind::Workspace;
    const QString path = m_question.isFolder
                             ? askForFolder(this, m_folders, FileKind::DicomFolder, title)
                             : askForFile(this, m_folders, kind, title,
                                          tr("%1;;All files (*)").arg(m_question.name));
    if (!path.isEmpty()) {
        Q_EMIT located(path);
        accept();
    }
}

} // namespace halftone::ui
