// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/path_text.h"
#include "ui/session/file_stamp.h"

#include <QString>
#include <QStringList>

#include <algorithm>

namespace halftone::ui {

/// A file that is not as it was, of which somebody is to say what becomes of it.
struct FileQuestion {
    QString name;          ///< without folders
    QString folder;        ///< where it was
    QString what;          ///< "the image", "the model", "a layer"
    FileState state{};     ///< Missing or Changed
    bool needed = false;   ///< it cannot be left out
    bool isFolder = false; ///< its slices lie in it
};

[[nodiscard]] inline FileQuestion questionAbout(const FileStamp& stamp, FileState state,
                                                const QString& what)
{
    const std::filesystem::path name =
        stamp.path.has_filename() ? stamp.path.filename() : stamp.path.parent_path().filename();
    FileQuestion question{toQString(name), toQString(stamp.path.parent_path()), what, state};
    question.isFolder =
        !stamp.parts.empty()
        && std::find(stamp.parts.begin(), stamp.parts.end(), toUtf8(name)) == stamp.parts.end();
    return question;
}

} // namespace halftone::ui
