// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <functional>

class QWidget;

namespace halftone::ui {

/// What a file dialog is about; each begins where the last of its kind ended.
enum class FileKind { Image, DicomFolder, Labels, Model, Cohort, Mask, Report, Picture, Workspace };
inline constexpr std::size_t kFileKinds = 9;

/// The folders that people used last, by kind of file. Names of folders may tell whom an image
/// shows: between runs they are kept only while `mayKeep` says so.
class FileFolders {
public:
    explicit FileFolders(std::function<bool()> mayKeep) : m_mayKeep(std::move(mayKeep)) {}

    /// Empty: none yet, or it is no longer there.
    [[nodiscard]] QString of(FileKind kind) const;
    void remember(FileKind kind, const QString& file);
    /// Of this run and of those before.
    void forget();
    [[nodiscard]] bool mayKeep() const { return m_mayKeep(); }

private:
    std::function<bool()> m_mayKeep;
    std::array<QString, kFileKinds> m_now; ///< of this run
};

/// The system's dialog for a file to open, where the last of its kind was; empty: none was chosen.
[[nodiscard]] QString askForFile(QWidget* parent, FileFolders& folders, FileKind kind,
                                 const QString& title, const QString& filter = {});
[[nodiscard]] QStringList askForFiles(QWidget* parent, FileFolders& folders, FileKind kind,
                                      const QString& title, const QString& filter);
/// The folder that is chosen is what the next dialog shows beside its neighbours.
[[nodiscard]] QString askForFolder(QWidget* parent, FileFolders& folders, FileKind kind,
                                   const QString& title);

/// While it lives: what Qt's own dialog writes down by itself, where it stands in for that of the
/// system, is taken back unless folders may be kept.
class DialogTraces {
public:
    explicit DialogTraces(const FileFolders& folders);
    ~DialogTraces();
    DialogTraces(const DialogTraces&) = delete;
    DialogTraces& operator=(const DialogTraces&) = delete;

private:
    bool m_keeps;
    QString m_last;
    QStringList m_history;
};

} // namespace halftone::ui
