// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/proposed_name.h"

#include "ui/document/path_text.h"
#include "ui/session/active_case.h"
#include "ui/widgets/controls/file_folders.h"

#include <QFileDialog>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

namespace halftone::ui {

namespace fs = std::filesystem;

QString proposedPath(const ActiveCase& active, const QString& precision, const QString& ending)
{
    QString end = ending;
    if (active.model() != nullptr && !precision.isEmpty()) {
        end = QChar(u'-') + QString::fromStdString(active.model()->card.name) + QChar(u'-')
              + precision + ending;
    }
    fs::path file = active.loaded().choice.file;
    if (file.empty()) {
        return QString::fromStdString(active.image()->name).section(u'.', 0, 0) + end;
    }
    std::error_code ignored;
    file = fs::absolute(file, ignored).lexically_normal();
    if (!file.has_filename()) { // "folder/"
        file = file.parent_path();
    }
    const QString stem = toQString(file.filename()).section(u'.', 0, 0);
    return toQString(file.parent_path() / toPath(stem + end));
}

void propose(QFileDialog& dialog, const QString& path, const FileFolders& folders, FileKind kind)
{
    const QFileInfo info(path);
    const QString folder = info.isAbsolute() ? info.path() : folders.of(kind);
    if (!folder.isEmpty()) {
        dialog.setDirectory(folder);
    }
    dialog.selectFile(info.fileName());
}

} // namespace halftone::ui
