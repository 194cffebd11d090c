// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QFileDialog;
class QImage;

namespace halftone::ui {

class Document;
class FileFolders;
enum class FileKind;

/// Runs a dialog for one file to save. Returns the name that was accepted, empty where none was:
/// not what the dialog's selectedFiles() say afterwards, as a folder that is read at last may still
/// change these, and a file would be replaced that nobody was asked about. Asks before a file is
/// replaced, unless the dialog has DontConfirmOverwrite: not the system's dialog does, which may
/// not know the extension that is added to what was typed. `ending`, ".x", is added to every name
/// that does not have it, unlike the dialog's default suffix: "cord.v1" is no file of kind "v1".
[[nodiscard]] QString askForFileToSave(QFileDialog& dialog, FileFolders& folders, FileKind kind,
                                       const QString& ending = {});

/// Writes a picture in the format that the name ends in, whole or not at all, and never over a file
/// that is open. \throws Error with the sentence to show.
void savePicture(const Document& document, const QImage& picture, const QString& path);

} // namespace halftone::ui
