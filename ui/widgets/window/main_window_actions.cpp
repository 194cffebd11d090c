// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/path_text.h"
#include "ui/widgets/window/dialogs.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/views/slice_view.h"
#include "ui/widgets/panels/study_panel.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr int kMaxRecent = 8;
constexpr double kOpacityStep = 0.1;
constexpr double kZoomStep = 1.25;

QString recentKey()
{
    return QStringLiteral("recentFiles");
}

QString imageFilter()
{
    return QApplication::translate("MainWindow",
                                   "Images (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd *.tif *.tiff "
                                   "*.png *.jpg *.jpeg *.dcm);;All files (*)");
}

} // namespace

QAction* MainWindow::add(QMenu* menu, const QString& text, const QList<QKeySequence>& keys,
                         const std::function<void()>& call)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, call);
    menu->addAction(action);
    addAction(action);
    return action;
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeViewMenu();
    makePrecisionMenu();
    makeHelpMenu();
}

void MainWindow::makeFileMenu()
{
    QMenu* menu = m_menuBar->addMenu(tr("&File"));
    add(menu, tr("&Open Image..."), {QKeySequence::Open}, [this] { openImageDialog(); });
    add(menu, tr("Open DICOM &Folder..."), {QKeySequence(QStringLiteral("Ctrl+Shift+O"))},
        [this] { openFolderDialog(); });
    m_recentMenu = menu->addMenu(tr("&Recent Images"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    QMenu* samples = menu->addMenu(tr("Built-in &Samples (Synthetic)"));
    const auto sample = [&](const QString& text, const QString& name, phantom::Kind kind) {
        add(samples, text, {}, [this, kind] {
            m_controller.openSample(kind);
        })->setObjectName(name);
    };
    sample(tr("&EM Tissue"), QStringLiteral("sampleEm"), phantom::Kind::Em);
    sample(tr("Spinal &Cord MRI"), QStringLiteral("sampleCord"), phantom::Kind::Cord);
    sample(tr("&Abdomen CT"), QStringLiteral("sampleAbdomen"), phantom::Kind::Abdomen);
    menu->addSeparator();
    m_studyActions.push_back(add(menu, tr("Open Reference &Labels..."),
                                 {QKeySequence(QStringLiteral("Ctrl+L"))},
                                 [this] { openReferenceDialog(); }));
    menu->addSeparator();
    m_maskActions.push_back(
        add(menu, tr("Save &Mask..."), {QKeySequence::Save}, [this] { saveMaskDialog(); }));
    m_studyActions.push_back(add(menu, tr("Save S&creenshot..."),
                                 {QKeySequence(QStringLiteral("F12"))},
                                 [this] { saveScreenshotDialog(); }));
    menu->addSeparator();
    add(menu, tr("&Quit"), {QKeySequence(QStringLiteral("Ctrl+Q"))}, [this] { close(); });
}

void MainWindow::makeViewMenu()
{
    QMenu* menu = m_menuBar->addMenu(tr("&View"));
    const auto key = [](const char* text) {
        return QList<QKeySequence>{QKeySequence(QString::fromLatin1(text))};
    };
    m_maskAction = add(menu, tr("Show &Mask"), key("S"), [this] {
        m_maskShown = m_maskAction->isChecked();
        showOverlay();
    });
    m_maskAction->setCheckable(true);
    m_maskAction->setChecked(true);
    m_outlineAction = add(menu, tr("Mask as &Outline"), key("O"), [this] {
        m_studyPanel->setShape(m_outlineAction->isChecked() ? OverlayShape::Outline
                                                            : OverlayShape::Fill);
    });
    m_outlineAction->setCheckable(true);
    add(menu, tr("&Less Opaque"), key("A"),
        [this] { m_studyPanel->setOpacity(m_studyPanel->opacity() - kOpacityStep); });
    add(menu, tr("More Opa&que"), key("D"),
        [this] { m_studyPanel->setOpacity(m_studyPanel->opacity() + kOpacityStep); });
    menu->addSeparator();
    add(menu, tr("Colour by Label"), key("1"),
        [this] { m_studyPanel->setColourBy(ColourBy::Label); });
    add(menu, tr("Colour by Error against Reference"), key("2"),
        [this] { m_studyPanel->setColourBy(ColourBy::ErrorAgainstReference); });
    add(menu, tr("Colour by Error against Full Precision"), key("3"),
        [this] { m_studyPanel->setColourBy(ColourBy::ErrorAgainstFull); });
    menu->addSeparator();
    add(menu, tr("&Next Slice"), {QKeySequence(Qt::Key_Down), QKeySequence(Qt::Key_PageDown)},
        [this] { m_controller.setSlice(m_controller.slice() + 1); });
    add(menu, tr("&Previous Slice"), {QKeySequence(Qt::Key_Up), QKeySequence(Qt::Key_PageUp)},
        [this] { m_controller.setSlice(m_controller.slice() - 1); });
    menu->addSeparator();
    add(menu, tr("&Automatic Window and Level"), key("Ctrl+J"), [this] { resetWindow(); });
    QAction* tool = add(menu, tr("&Window Tool"), key("L"), [] {});
    tool->setCheckable(true);
    connect(tool, &QAction::toggled, this,
            [this](bool on) { m_view->setTool(on ? MouseTool::Window : MouseTool::Crosshair); });
    QAction* smooth = add(menu, tr("&Interpolate"), key("I"), [] {});
    smooth->setCheckable(true);
    connect(smooth, &QAction::toggled, this, [this](bool on) {
        m_view->slice().setInterpolation(on ? Interpolation::Linear : Interpolation::Nearest);
        m_view->scheduleRender();
    });
    smooth->setChecked(true);
    QAction* words = add(menu, tr("Letters, &Scale Bar and Crosshair"), key("X"), [] {});
    words->setCheckable(true);
    words->setChecked(true);
    connect(words, &QAction::toggled, this, [this](bool on) {
        m_view->slice().setAnnotationsVisible(on);
        m_view->scheduleRender();
    });
    menu->addSeparator();
    const auto zoom = [this](double factor) {
        const double ratio = m_view->devicePixelRatioF();
        m_view->slice().zoom(factor, m_view->width() * ratio / 2, m_view->height() * ratio / 2);
        m_view->scheduleRender();
    };
    add(menu, tr("&Zoom In"), key("Ctrl++"), [zoom] { zoom(kZoomStep); });
    add(menu, tr("Zoom &Out"), key("Ctrl+-"), [zoom] { zoom(1 / kZoomStep); });
    add(menu, tr("&Reset View"), key("R"), [this] {
        m_view->slice().fit();
        m_view->scheduleRender();
    });
}

void MainWindow::makePrecisionMenu()
{
    QMenu* menu = m_menuBar->addMenu(tr("&Precision"));
    PrecisionModel* precision = &m_controller.precision();
    const auto addMask = [&](const QString& text, const QStringList& keys,
                             const std::function<void()>& call) {
        QList<QKeySequence> sequences;
        for (const QString& key : keys) {
            sequences.push_back(QKeySequence(key));
        }
        m_maskActions.push_back(add(menu, text, sequences, call));
    };
    addMask(tr("&Full"), {QStringLiteral("F")}, [=] { precision->setStop(Stop::Full); });
    addMask(tr("&Balanced"), {QStringLiteral("B")}, [=] { precision->setStop(Stop::Balanced); });
    addMask(tr("S&mallest"), {QStringLiteral("M")}, [=] { precision->setStop(Stop::Smallest); });
    menu->addSeparator();
    addMask(tr("Weights: One Bit Less"), {QStringLiteral("-")},
            [=] { precision->stepWeights(-1); });
    addMask(tr("Weights: One Bit More"), {QStringLiteral("+"), QStringLiteral("=")},
            [=] { precision->stepWeights(1); });
    addMask(tr("Activations: One Bit Less"), {QStringLiteral("[")},
            [=] { precision->stepActivations(-1); });
    addMask(tr("Activations: One Bit More"), {QStringLiteral("]")},
            [=] { precision->stepActivations(1); });
    menu->addSeparator();
    addMask(tr("&Trade-off Table..."), {QStringLiteral("T")},
            [this] { showTradeoffTable(this, m_controller.tradeoff()); });
    menu->addSeparator();
    m_modelMenu = menu->addMenu(tr("Mo&del"));
    add(menu, tr("&Open Model..."), {}, [this] { openModelDialog(); });
    fillModelMenu();
}

void MainWindow::makeHelpMenu()
{
    QMenu* menu = m_menuBar->addMenu(tr("&Help"));
    add(menu, tr("&Keys and Mouse"),
        {QKeySequence(QStringLiteral("F1")), QKeySequence(QStringLiteral("?"))},
        [this] { showCheatSheet(this, actions()); });
    add(menu, tr("&About Halftone"), {}, [this] {
        showAbout(this, m_options.version,
                  tr("%1, %n thread(s)", nullptr,
                     m_options.runtime.pool ? m_options.runtime.pool->threads() : 1)
                      .arg(QString::fromLatin1(engine::toString(m_options.runtime.isa))));
    });
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList paths = QSettings().value(recentKey()).toStringList();
    for (const QString& path : paths) {
        m_recentMenu->addAction(QFileInfo(path).fileName(), this, [this, path] { openPath(path); })
            ->setToolTip(path);
    }
    if (paths.isEmpty()) {
        m_recentMenu->addAction(tr("none yet"))->setEnabled(false);
    }
}

void MainWindow::fillModelMenu()
{
    m_modelMenu->clear();
    for (const pipeline::InstalledModel& installed : m_controller.library().models) {
        const model::ModelCard& card = installed.model->card;
        const QString title = QString::fromStdString(card.title.empty() ? card.name : card.title);
        m_modelMenu->addAction(
            title, this, [this, path = toUtf8(installed.path)] { m_controller.openModel(path); });
    }
    if (m_modelMenu->isEmpty()) {
        m_modelMenu->addAction(tr("none installed"))->setEnabled(false);
    }
}

void MainWindow::remember(const std::filesystem::path& path)
{
    if (!m_options.remember) {
        return;
    }
    QSettings settings;
    QStringList paths = settings.value(recentKey()).toStringList();
    const QString absolute = QFileInfo(toQString(path)).absoluteFilePath();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    settings.setValue(recentKey(), paths.mid(0, kMaxRecent));
}

void MainWindow::openPath(const QString& path)
{
    if (path.isEmpty()) {
        return;
    }
    const std::filesystem::path file = toPath(path);
    if (file.extension() == ".halftone") {
        m_controller.openModel(toUtf8(file));
    } else {
        remember(file);
        m_controller.openImage(file);
    }
}

void MainWindow::openImageDialog()
{
    openPath(QFileDialog::getOpenFileName(this, tr("Open Image"), {}, imageFilter()));
}

void MainWindow::openFolderDialog()
{
    openPath(QFileDialog::getExistingDirectory(this, tr("Open DICOM Folder")));
}

void MainWindow::openReferenceDialog()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open Reference Labels"), {}, imageFilter());
    if (!path.isEmpty()) {
        m_controller.openReference(toPath(path));
    }
}

void MainWindow::openModelDialog()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open Model"), {},
                                                      tr("Halftone models (*.halftone)"));
    if (!path.isEmpty()) {
        m_controller.openModel(path.toStdString());
    }
}

void MainWindow::saveMaskDialog()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save Mask"), QStringLiteral("mask.nii.gz"),
        tr("NIfTI (*.nii.gz *.nii);;NRRD (*.nrrd);;MetaImage (*.mha)"));
    if (!path.isEmpty()) {
        m_controller.saveMask(toPath(path));
    }
}

void MainWindow::saveScreenshotDialog()
{
    const QImage image = picture(); // before the dialog covers it
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save Screenshot"), QStringLiteral("halftone.png"), tr("PNG (*.png)"));
    if (!path.isEmpty() && !image.save(path)) {
        m_banners->add(MessageKind::Error,
                       tr("The screenshot could not be written to %1. Choose a folder you may "
                          "write to.")
                           .arg(path));
    }
}

} // namespace halftone::ui
