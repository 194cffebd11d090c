// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QFileDialog;

namespace halftone::ui {

class ActiveCase;
class FileFolders;
enum class FileKind;

/// "scan-em-membrane-W4A6" beside the image: its name, the model's and the precision of the mask
/// that is seen (`precision`, empty: none of these two), and `ending` ("-report.html"). Of a
/// sample, which lies nowhere, the name alone.
[[nodiscard]] QString proposedPath(const ActiveCase& active, const QString& precision,
                                   const QString& ending);
/// Lets a dialog for saving begin there; without a folder, where the last of its kind ended.
void propose(QFileDialog& dialog, const QString& path, const FileFolders& folders, FileKind kind);

} // namespace halftone::ui
