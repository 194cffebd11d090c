// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/file_question.h"

#include <QDialog>

namespace halftone::ui {

class FileFolders;

/// Asks what becomes of a file that is gone, or another one by now. Closing it is Cancel. Deletes
/// itself.
class MissingFile : public QDialog {
    Q_OBJECT

public:
    /// `of`: what names it, "the workspace a.halftone-workspace". `folders` outlives it.
    MissingFile(const FileQuestion& question, const QString& of, FileFolders& folders,
                QWidget* parent);

Q_SIGNALS:
    void located(const QString& path);
    void leftOut();
    void taken(); ///< as it is
    void cancelled();

private:
    void locate();

    FileQuestion m_question;
    FileFolders& m_folders;
};

} // namespace halftone::ui
