// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/workspaces.h"

#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/session/open_files.h"
#include "ui/widgets/controls/file_folders.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/network/network_page.h"
#include "ui/widgets/window/centre_cover.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/missing_file.h"
#include "ui/widgets/window/status_line.h"

#include <QFileDialog>
#include <QFileInfo>

namespace halftone::ui {

namespace {

QString filter()
{
    return tr("Workspaces (*%1)").arg(QString::fromLatin1(kWorkspaceExtension));
}

QString pageOf(MainWindow& window)
{
    return window.networkPage().isVisible() ? QStringLiteral("network") : QStringLiteral("image");
}

void ask(MainWindow& window, const FileQuestion& question)
{
    WorkspaceKeeper& keeper = window.workspaces();
    auto* dialog = new MissingFile(
        question, tr("the workspace %1").arg(toQString(keeper.opening().filename())),
        window.folders(), &window);
    QObject::connect(dialog, &MissingFile::located, &keeper,
                     [&keeper](const QString& path) { keeper.locate(toPath(path)); });
    QObject::connect(dialog, &MissingFile::leftOut, &keeper, &WorkspaceKeeper::leaveOut);
    QObject::connect(dialog, &MissingFile::taken, &keeper, &WorkspaceKeeper::takeAsItIs);
    QObject::connect(dialog, &MissingFile::cancelled, &keeper, &WorkspaceKeeper::giveUp);
    dialog->show();
}

void save(MainWindow& window, const std::filesystem::path& path)
{
    WorkspaceKeeper& keeper = window.workspaces();
    if (keeper.isRestoring()) {
        window.banners().addPassing(
            tr("The workspace %1 is still being opened. Save once all of it is there.")
                .arg(toQString(keeper.opening().filename())));
        return;
    }
    keeper.saver().save(path, pageOf(window), openFiles(window.document()));
}

void saySaved(MainWindow& window, const QString& path, const QStringList& leftOut)
{
    window.recentFiles().add(path);
    if (leftOut.isEmpty()) {
        window.banners().addPassing(tr("The workspace was saved to %1.").arg(path));
    } else {
        window.banners().add(
            MessageKind::Warning,
            tr("The workspace was saved to %1, without layers that lie in no file: %2. Save these "
               "as masks, or edit a copy of them, and save it again.")
                .arg(path, leftOut.join(QStringLiteral(", "))));
    }
}

} // namespace

void connectWorkspaces(MainWindow& window, LoadCard& card, StatusLine& status)
{
    WorkspaceKeeper& keeper = window.workspaces();
    QObject::connect(&keeper, &WorkspaceKeeper::checking, &card,
                     [&card, &keeper](double fraction, const QString& what) {
                         if (fraction <= 0) {
                             card.begin(
                                 tr("Opening %1").arg(toQString(keeper.opening().filename())));
                         }
                         card.setProgress(fraction, what);
                     });
    QObject::connect(&keeper, &WorkspaceKeeper::checked, &card, &LoadCard::end);
    QObject::connect(&card, &LoadCard::cancelRequested, &keeper, &WorkspaceKeeper::giveUp);
    WorkspaceSaver& saver = keeper.saver();
    QObject::connect(&saver, &WorkspaceSaver::changed, &status, &StatusLine::setActivity);
    QObject::connect(&status, &StatusLine::activityCancelRequested, &saver,
                     &WorkspaceSaver::cancel);
    QObject::connect(&saver, &WorkspaceSaver::saved, &window,
                     [&window](const QString& path, LayerId, const QStringList& leftOut) {
                         saySaved(window, path, leftOut);
                     });
    const auto fail = [&window](const QString& sentence) {
        window.banners().add(MessageKind::Error, sentence);
    };
    QObject::connect(&keeper, &WorkspaceKeeper::failed, &window, fail);
    QObject::connect(&saver, &WorkspaceSaver::failed, &window, fail);
    QObject::connect(&keeper, &WorkspaceKeeper::asked, &window,
                     [&window](const FileQuestion& question) { ask(window, question); });
    QObject::connect(&keeper, &WorkspaceKeeper::restored, &window,
                     [&window, &keeper](const QString& page, const QStringList& sentences) {
                         window.recentFiles().add(toQString(keeper.opening()));
                         window.showPage(page == QStringLiteral("network") ? &window.networkPage()
                                                                           : nullptr);
                         for (const QString& sentence : sentences) {
                             window.banners().add(MessageKind::Warning, sentence);
                         }
                     });
}

bool isWorkspace(const QString& path)
{
    return path.endsWith(QLatin1String(kWorkspaceExtension), Qt::CaseInsensitive);
}

void askToOpenWorkspace(MainWindow& window)
{
    const QString path =
        askForFile(&window, window.folders(), FileKind::Workspace, tr("Open Workspace"), filter());
    if (!path.isEmpty()) {
        window.workspaces().open(toPath(path));
    }
}

void saveWorkspace(MainWindow& window)
{
    const std::filesystem::path path = window.workspaces().path();
    path.empty() ? askToSaveWorkspace(window) : save(window, path);
}

void askToSaveWorkspace(MainWindow& window)
{
    const ActiveCase* active = window.session().active();
    if (active == nullptr) {
        return;
    }
    QFileDialog dialog(&window,
                       tr("Save Workspace: it names the files that are open and their folders"));
    dialog.setAcceptMode(QFileDialog::AcceptSave); // which asks before a file is replaced
    dialog.setNameFilters({filter()});
    const std::filesystem::path known = window.workspaces().path();
    const std::filesystem::path image = active->loaded().choice.file;
    if (!known.empty()) {
        dialog.setDirectory(QFileInfo(toQString(known)).absolutePath());
    } else if (!image.empty()) {
        dialog.setDirectory(QFileInfo(toQString(image)).absolutePath());
    }
    const QString name = QString::fromStdString(active->image()->name).section(u'.', 0, 0);
    dialog.selectFile(known.empty() ? name + QString::fromLatin1(kWorkspaceExtension)
                                    : toQString(known.filename()));
    const QString path = askForFileToSave(dialog, window.folders(), FileKind::Workspace,
                                          QString::fromLatin1(kWorkspaceExtension));
    if (!path.isEmpty()) {
        save(window, toPath(path));
    }
}

} // namespace halftone::ui
