// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/save_file.h"

#include "core/base/atomic_file.h"
#include "core/base/output_file.h"
#include "ui/document/path_text.h"
#include "ui/session/open_files.h"

#include <QBuffer>
#include <QByteArray>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>

namespace halftone::ui {

QString askForFileToSave(QFileDialog& dialog)
{
    QString accepted;
    const auto connection = QObject::connect(&dialog, &QFileDialog::fileSelected, &dialog,
                                             [&accepted](const QString& file) { accepted = file; });
    const bool agreed = dialog.exec() == QDialog::Accepted;
    QObject::disconnect(connection);
    return agreed ? accepted : QString();
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
