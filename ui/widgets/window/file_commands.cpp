// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/command_groups.h"

#include "ui/document/path_text.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/views/compare_view.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/export_report.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/opening.h"
#include "ui/widgets/window/references.h"
#include "ui/widgets/window/save_mask.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace halftone::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Commands", text);
}

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
    const QString path = QFileDialog::getOpenFileName(&window, title, {}, imageFilter());
    if (!path.isEmpty()) {
        call(path);
    }
}

QStringList askForLabels(MainWindow& window, const QString& title)
{
    return QFileDialog::getOpenFileNames(&window, title, {}, imageFilter());
}

/// `image` was taken before the dialog covers it.
void saveScreenshot(MainWindow& window, const QImage& image, const QString& name)
{
    QFileDialog dialog(&window, tr("Save Screenshot"), {}, tr("PNG (*.png)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png"));
    dialog.selectFile(name);
    const QString path = askForFileToSave(dialog);
    if (path.isEmpty()) {
        return;
    }
    try {
        savePicture(window.session().document(), image, path);
    } catch (const Error& error) {
        window.banners().add(MessageKind::Error, QString::fromUtf8(error.what()));
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
    menu.addAction(tr("&Clear"), &window, [&window] { window.recentFiles().clear(); })
        ->setEnabled(!paths.isEmpty());
    QAction* keep = menu.addAction(tr("&Keep This List"));
    keep->setCheckable(true);
    keep->setChecked(!window.recentFiles().isPrivate());
    keep->setToolTip(tr("Off: no image that is opened from now on is listed."));
    QObject::connect(keep, &QAction::toggled, &window,
                     [&window](bool on) { window.recentFiles().setPrivate(!on); });
}

} // namespace

void connectFileCommands(Actions& actions, MainWindow& window)
{
    Session& session = window.session();
    actions.on(Command::OpenImage, [&](bool) {
        askForImage(window, tr("Open Image"), [&](const QString& path) { window.openPath(path); });
    });
    actions.on(Command::OpenFolder, [&](bool) {
        window.openPath(QFileDialog::getExistingDirectory(&window, tr("Open DICOM Folder")));
    });
    actions.on(Command::ChooseVolume, [&](bool) {
        OpenRequest request;
        request.image = session.active()->loaded().choice.file;
        request.asks = true;
        window.openings().chooseVolume(request, session.active()->loaded().choice, true);
    });
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
    actions.on(Command::SaveScreenshot, [&](bool) {
        saveScreenshot(window, window.picture(), QStringLiteral("halftone.png"));
    });
    actions.on(Command::SaveViewScreenshot, [&](bool) {
        saveScreenshot(window, window.compare().picture(), QStringLiteral("halftone-view.png"));
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
