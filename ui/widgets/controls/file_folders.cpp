// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/file_folders.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

namespace halftone::ui {

namespace {

QString keyOf(FileKind kind)
{
    constexpr std::array<const char*, kFileKinds> kNames{
        "image", "dicom", "labels", "model", "cohort", "mask", "report", "picture", "workspace"};
    return QStringLiteral("folders/") + QString::fromLatin1(kNames[static_cast<std::size_t>(kind)]);
}

QSettings& ofQt(QSettings& settings)
{
    settings.beginGroup(QStringLiteral("FileDialog"));
    return settings;
}

QString lastKey()
{
    return QStringLiteral("lastVisited");
}

QString historyKey()
{
    return QStringLiteral("history");
}

} // namespace

QString FileFolders::of(FileKind kind) const
{
    QString folder = m_now[static_cast<std::size_t>(kind)];
    if (folder.isEmpty() && m_mayKeep()) {
        folder = QSettings().value(keyOf(kind)).toString();
    }
    return !folder.isEmpty() && QDir(folder).exists() ? folder : QString();
}

void FileFolders::remember(FileKind kind, const QString& file)
{
    const QString folder = QFileInfo(file).absolutePath();
    m_now[static_cast<std::size_t>(kind)] = folder;
    if (m_mayKeep()) {
        QSettings().setValue(keyOf(kind), folder);
    }
}

void FileFolders::forget()
{
    m_now.fill({});
    QSettings().remove(QStringLiteral("folders"));
}

QString askForFile(QWidget* parent, FileFolders& folders, FileKind kind, const QString& title,
                   const QString& filter)
{
    const DialogTraces traces(folders);
    QString path = QFileDialog::getOpenFileName(parent, title, folders.of(kind), filter);
    if (!path.isEmpty()) {
        folders.remember(kind, path);
    }
    return path;
}

QStringList askForFiles(QWidget* parent, FileFolders& folders, FileKind kind, const QString& title,
                        const QString& filter)
{
    const DialogTraces traces(folders);
    QStringList paths = QFileDialog::getOpenFileNames(parent, title, folders.of(kind), filter);
    if (!paths.isEmpty()) {
        folders.remember(kind, paths.front());
    }
    return paths;
}

QString askForFolder(QWidget* parent, FileFolders& folders, FileKind kind, const QString& title)
{
    const DialogTraces traces(folders);
    QString path = QFileDialog::getExistingDirectory(parent, title, folders.of(kind));
    if (!path.isEmpty()) {
        folders.remember(kind, path);
    }
    return path;
}

DialogTraces::DialogTraces(const FileFolders& folders) : m_keeps(folders.mayKeep())
{
    if (!m_keeps) {
        QSettings settings(QSettings::UserScope, QStringLiteral("QtProject"));
        m_last = ofQt(settings).value(lastKey()).toString();
        m_history = settings.value(historyKey()).toStringList();
    }
}

DialogTraces::~DialogTraces()
{
    if (!m_keeps) {
        QSettings settings(QSettings::UserScope, QStringLiteral("QtProject"));
        ofQt(settings).setValue(lastKey(), m_last);
        settings.setValue(historyKey(), m_history);
    }
}

} // namespace halftone::ui
