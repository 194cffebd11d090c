// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/command_groups.h"

#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/views/compare_view.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/export_report.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/opening.h"
#include "ui/widgets/window/proposed_name.h"
#include "ui/widgets/window/references.h"
#include "ui/widgets/window/save_mask.h"
#include "ui/widgets/window/workspaces.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace halftone::ui {

namespace {

QString imageFilter()
{
    return tr("Images (*.nii *.nii.gz *.hdr *.img *.nrrd *.nhdr *.mha *.mhd *.tif *.tiff *.png "
              "*.jpg *.jpeg "
              "*.dcm);;All files (*)");
}

/// Asks for a file and hands it on unless the user changes his mind.
template <typename Call>
void askForImage(MainWindow& window, const QString& title, const Call& call)
{
    const QString path =
        askForFile(&window, window.folders(), FileKind::Image, title, imageFilter());
    if (!path.isEmpty()) {
        call(path);
    }
}

QStringList askForLabels(MainWindow& window, const QString& title)
{
    return askForFiles(&window, window.folders(), FileKind::Labels, title, imageFilter());
}

/// `image` was taken before the dialog covers it.
void saveScreenshot(MainWindow& window, const QImage& image, const QString& ending)
{
    const auto& shown = window.session().shown();
    QFileDialog dialog(&window, tr("Save Screenshot"), {}, tr("PNG (*.png)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png"));
    propose(dialog,
            proposedPath(*window.session().active(),
                         shown ? formatPrecision(shown->precision) : QString(), ending),
            window.folders(), FileKind::Picture);
    const QString path = askForFileToSave(dialog, window.folders(), FileKind::Picture);
    if (path.isEmpty()) {
        return;
    }
    try {
        savePicture(window.session().document(), image, path);
    } catch (const Error& error) {
        window.banners().add(MessageKind::Error, textOf(error));
    }
}

void fillRecent(QMenu& menu, MainWindow& window)
{
    menu.clear();
    const QStringList paths = window.recentFiles().paths();
    for (const QString& path : paths) {
        menu.addAction(QFileInfo(path).fileName(), &window,
                       [&window, path] { window.openPath(path); })
            ->setToolTip(path);
    }
    if (paths.isEmpty()) {
        menu.addAction(tr("none yet"))->setEnabled(false);
    }
    menu.addSeparator();
    menu.addAction(tr("&Clear"), &window,
                   [&window] {
                       window.recentFiles().clear();
                       window.folders().forget();
                   })
        ->setEnabled(!paths.isEmpty());
    QAction* keep = menu.addAction(tr("&Keep This List"));
    keep->setCheckable(true);
    keep->setChecked(!window.recentFiles().isPrivate());
    keep->setToolTip(tr("Off: no image that is opened from now on is listed."));
    QObject::connect(keep, &QAction::toggled, &window, [&window](bool on) {
        window.recentFiles().setPrivate(!on);
        if (!on) {
            window.folders().forget();
        }
    });
}

} // namespace

void connectFileCommands(Actions& actions, MainWindow& window)
{
    Session& session = window.session();
    actions.on(Command::OpenImage, [&](bool) {
        askForImage(window, tr("Open Image"), [&](const QString& path) { window.openPath(path); });
    });
    actions.on(Command::OpenFolder, [&](bool) {
        window.openPath(askForFolder(&window, window.folders(), FileKind::DicomFolder,
                                     tr("Open DICOM Folder")));
    });
    actions.on(Command::ChooseVolume, [&](bool) {
        OpenRequest request;
        request.image = session.active()->loaded().choice.file;
        request.asks = true;
        window.openings().chooseVolume(request, session.active()->loaded().choice, true);
    });
    actions.on(Command::OpenWorkspace, [&](bool) { askToOpenWorkspace(window); });
    actions.on(Command::SaveWorkspace, [&](bool) { saveWorkspace(window); });
    actions.on(Command::SaveWorkspaceAs, [&](bool) { askToSaveWorkspace(window); });
    actions.on(Command::OpenCohort, [&](bool) {
        window.showPage(&window.cohortPage());
        window.cohortPage().askForList();
    });
    actions.on(Command::SampleEm, [&](bool) { session.openSample(phantom::Kind::Em); });
    actions.on(Command::SampleCord, [&](bool) { session.openSample(phantom::Kind::Cord); });
    actions.on(Command::SampleAbdomen, [&](bool) { session.openSample(phantom::Kind::Abdomen); });
    actions.on(Command::AddImage, [&](bool) {
        askForImage(window, tr("Add Image"),
                    [&](const QString& path) { session.opener().readImage(toPath(path)); });
    });
    actions.on(Command::AddLabels, [&](bool) {
        std::vector<std::filesystem::path> files;
        for (const QString& path : askForLabels(window, tr("Add Label Layers"))) {
            files.push_back(toPath(path));
        }
        if (!files.empty()) {
            session.opener().readLabels(files, session.active()->image());
        }
    });
    actions.on(Command::OpenReference, [&](bool) {
        openReferences(window, askForLabels(window, tr("Open Reference Labels")));
    });
    actions.on(Command::SaveMask, [&](bool) { askToSaveMask(window); });
    actions.on(Command::SaveSurface, [&](bool) { askToSaveSurface(window); });
    actions.on(Command::ExportReport, [&](bool) { askToExportReport(window); });
    actions.on(Command::SaveScreenshot,
               [&](bool) { saveScreenshot(window, window.picture(), QStringLiteral(".png")); });
    actions.on(Command::SaveViewScreenshot, [&](bool) {
        saveScreenshot(window, window.compare().picture(), QStringLiteral("-view.png"));
    });
    SpaceView& space = window.planes().space();
    QObject::connect(&space, &SpaceView::snapshotRequested, &window, [&] {
        saveScreenshot(window, space.snapshot(), QStringLiteral("halftone-3d.png"));
    });
    actions.on(Command::Quit, [&](bool) { window.close(); });
    QMenu* recent = actions.submenu(Submenu::Recent);
    QObject::connect(recent, &QMenu::aboutToShow, &window,
                     [&window, recent] { fillRecent(*recent, window); });
}

} // namespace halftone::ui
