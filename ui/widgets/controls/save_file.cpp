// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/save_file.h"

#include "core/base/atomic_file.h"
#include "core/base/output_file.h"
#include "ui/document/path_text.h"
#include "ui/session/open_files.h"
#include "ui/widgets/controls/file_folders.h"

#include <QBuffer>
#include <QByteArray>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMessageBox>

namespace halftone::ui {

namespace {

bool mayReplace(QFileDialog& dialog, const QString& file)
{
    if (!QFileInfo::exists(file)) {
        return true;
    }
    QMessageBox question(QMessageBox::Warning, dialog.windowTitle(),
                         QCoreApplication::translate("SaveFile", "%1 is there already. Replace it?")
                             .arg(QFileInfo(file).fileName()),
                         QMessageBox::Yes | QMessageBox::No, dialog.parentWidget());
    question.setDefaultButton(QMessageBox::No);
    return question.exec() == QMessageBox::Yes;
}

} // namespace

QString askForFileToSave(QFileDialog& dialog, FileFolders& folders, FileKind kind,
                         const QString& ending)
{
    const DialogTraces traces(folders);
    const bool asks = !dialog.testOption(QFileDialog::DontConfirmOverwrite);
    dialog.setOption(QFileDialog::DontConfirmOverwrite);
    QString accepted;
    const auto connection = QObject::connect(&dialog, &QFileDialog::fileSelected, &dialog,
                                             [&accepted](const QString& file) { accepted = file; });
    bool agreed = false;
    do {
        agreed = dialog.exec() == QDialog::Accepted;
        if (agreed && !accepted.isEmpty() && !accepted.endsWith(ending, Qt::CaseInsensitive)) {
            accepted += ending;
        }
    } while (agreed && asks && !mayReplace(dialog, accepted));
    QObject::disconnect(connection);
    if (!agreed || accepted.isEmpty()) {
        return {};
    }
    folders.remember(kind, accepted);
    return accepted;
}

void savePicture(const Document& document, const QImage& picture, const QString& path)
{
    const std::filesystem::path file = toPath(path);
    requireNotOpen(document, "the screenshot", file);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!picture.save(&buffer, QFileInfo(path).suffix().toLatin1().constData())) {
        throw cannotWrite(file, "its extension names no format of pictures; use .png");
    }
    writeAtomically(file, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

} // namespace halftone::ui
