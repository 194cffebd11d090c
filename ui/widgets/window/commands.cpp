// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/commands.h"

#include "ui/document/path_text.h"
#include "ui/document/window_presets.h"
#include "ui/session/display_window.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/dialogs.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/references.h"
#include "ui/widgets/window/save_mask.h"
#include "ui/widgets/window/tradeoff_dialog.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QSignalBlocker>

namespace halftone::ui {

namespace {

constexpr double kOpacityStep = 0.1;
constexpr double kZoomStep = 1.25;
constexpr int kFewSlices = 5;

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

void connectFile(Actions& actions, MainWindow& window)
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
        window.chooseVolume(request, session.active()->loaded().choice, true);
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
    actions.on(Command::SaveScreenshot, [&](bool) {
        saveScreenshot(window, window.picture(), QStringLiteral("halftone.png"));
    });
    actions.on(Command::SaveViewScreenshot, [&](bool) {
        saveScreenshot(window, window.planes().picture(), QStringLiteral("halftone-view.png"));
    });
    actions.on(Command::Quit, [&](bool) { window.close(); });
}

void connectLayers(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    LayersPanel& layers = window.studyPanel().layers();
    actions.on(Command::Undo, [&](bool) { document.undoStack().undo(); });
    actions.on(Command::Redo, [&](bool) { document.undoStack().redo(); });
    QObject::connect(&document.undoStack(), &QUndoStack::canUndoChanged, &window,
                     [&](bool can) { actions.setAvailable(Needs::Undo, can); });
    QObject::connect(&document.undoStack(), &QUndoStack::canRedoChanged, &window,
                     [&](bool can) { actions.setAvailable(Needs::Redo, can); });
    actions.on(Command::RemoveLayer, [&](bool) {
        const MeasurementId measurement = document.selectedMeasurement();
        measurement != 0 ? document.userRemovesMeasurement(measurement)
                         : static_cast<void>(document.userRemoves(layers.current()));
    });
    actions.on(Command::UseAsReference, [&](bool) { useAsReference(window); });
    actions.on(Command::ReferenceValues, [&](bool) { askForValues(window); });
    actions.on(Command::HideLayer, [&](bool) { layers.toggleVisible(); });
    actions.on(Command::LayerOutline, [&](bool on) { layers.setOutlined(on); });
    actions.on(Command::LessOpaque, [&](bool) { layers.changeOpacity(-kOpacityStep); });
    actions.on(Command::MoreOpaque, [&](bool) { layers.changeOpacity(kOpacityStep); });
    const auto showCurrent = [&] {
        const Layer* layer = document.find(layers.current());
        actions.setAvailable(Needs::Layer, layer != nullptr);
        // The base and the prediction are what the document is about.
        actions.action(Command::RemoveLayer)
            ->setEnabled(document.selectedMeasurement() != 0
                         || (layer != nullptr && layer != document.base()
                             && layer->as<PredictionContent>() == nullptr));
        const auto* labels = layer != nullptr ? layer->as<LabelsContent>() : nullptr;
        actions.action(Command::UseAsReference)
            ->setEnabled(labels != nullptr && !labels->isReference);
        const ActiveCase* active = window.session().active();
        actions.action(Command::ReferenceValues)
            ->setEnabled(document.reference() != nullptr && active != nullptr
                         && active->canSegment());
        actions.action(Command::LayerOutline)
            ->setChecked(layer != nullptr && layer->style.outlined);
    };
    QObject::connect(&layers, &LayersPanel::currentChanged, &window, showCurrent);
    QObject::connect(&layers, &LayersPanel::menuRequested, &window, [&](const QPoint& place) {
        auto* menu = new QMenu(&window);
        menu->setObjectName(QStringLiteral("layerMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const Command command :
             {Command::UseAsReference, Command::ReferenceValues, Command::HideLayer,
              Command::LayerOutline, Command::RemoveLayer}) {
            menu->addAction(actions.action(command));
        }
        menu->popup(place);
    });
    QObject::connect(&document, &Document::layerChanged, &window, showCurrent);
    QObject::connect(&document, &Document::measurementsChanged, &window, showCurrent);
    showCurrent();
    const auto colour = [&](Command command, ColourBy by) {
        actions.on(command, [&document, by](bool) { setColourBy(document, by); });
    };
    colour(Command::ColourByLabel, ColourBy::Label);
    colour(Command::ColourByReferenceError, ColourBy::ErrorAgainstReference);
    colour(Command::ColourByFullError, ColourBy::ErrorAgainstFull);
}

/// Window and level of the image that people mean, or of all images where that is said.
void connectWindows(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    Windowing& windowing = window.planes().windowing();
    actions.on(Command::AutomaticWindow, [&](bool) {
        for (const Layer& layer : document.layers()) {
            if (const auto* content = layer.as<ImageContent>()) {
                const ActiveCase* active = window.session().active();
                const bool isBase = active != nullptr && content->image == active->image();
                document.setWindow(
                    layer.id,
                    automaticWindow(*content->image, isBase ? active->model().get() : nullptr));
            }
        }
    });
    int number = static_cast<int>(Command::WindowPreset0);
    for (const WindowPreset& preset : windowPresets()) {
        actions.on(static_cast<Command>(number++), [&windowing, shown = preset.window()](bool) {
            windowing.set(shown.low, shown.high);
        });
    }
    actions.on(Command::FileWindow, [&](bool) {
        const Layer* layer = windowing.target();
        if (const auto& asked = layer->as<ImageContent>()->image->window) {
            windowing.set(asked->low, asked->high);
        }
    });
    actions.on(Command::Invert, [&](bool on) { windowing.setInverted(on); });
    QObject::connect(&windowing, &Windowing::changed, &window, [&] {
        const Layer* layer = windowing.target();
        const Image* image = layer != nullptr ? layer->as<ImageContent>()->image.get() : nullptr;
        // Files other than DICOM seldom say that they are CT.
        const bool maybeCt =
            image != nullptr
            && (image->modality == Modality::CT || image->modality == Modality::Unknown);
        actions.setAvailable(Needs::CtImage, maybeCt);
        actions.setAvailable(Needs::FileWindow, image != nullptr && image->window.has_value());
        actions.action(Command::Invert)
            ->setChecked(layer != nullptr && layer->style.window.inverted);
    });
}

void connectView(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    PlanesView& planes = window.planes();
    actions.on(Command::ShowMask, [&](bool on) { planes.setOverlaysVisible(on); });
    actions.on(Command::NextSlice, [&](bool) { planes.scroll(1); });
    actions.on(Command::PreviousSlice, [&](bool) { planes.scroll(-1); });
    actions.on(Command::FiveSlicesForward, [&](bool) { planes.scroll(kFewSlices); });
    actions.on(Command::FiveSlicesBack, [&](bool) { planes.scroll(-kFewSlices); });
    actions.on(Command::CursorLeft, [&](bool) { planes.moveCursor(-1, 0); });
    actions.on(Command::CursorRight, [&](bool) { planes.moveCursor(1, 0); });
    actions.on(Command::CursorUp, [&](bool) { planes.moveCursor(0, -1); });
    actions.on(Command::CursorDown, [&](bool) { planes.moveCursor(0, 1); });
    const auto layout = [&](Command command, Layout wanted) {
        actions.on(command, [&document, wanted](bool on) {
            document.setLayout(on ? wanted : Layout::OnePlane);
        });
    };
    layout(Command::ThreePlanes, Layout::ThreePlanes);
    layout(Command::SideBySide, Layout::SideBySide);
    layout(Command::FourViews, Layout::FourViews);
    actions.on(Command::Maximise, [&](bool) {
        planes.toggleMaximised();
        actions.action(Command::Maximise)->setChecked(document.maximised().has_value());
    });
    QObject::connect(&document, &Document::layoutChanged, &window, [&] {
        actions.action(Command::ThreePlanes)->setChecked(document.layout() == Layout::ThreePlanes);
        actions.action(Command::SideBySide)->setChecked(document.layout() == Layout::SideBySide);
        actions.action(Command::FourViews)->setChecked(document.layout() == Layout::FourViews);
        actions.action(Command::Maximise)->setChecked(document.maximised().has_value());
    });
    QObject::connect(&document, &Document::opened, &window,
                     [&] { actions.action(Command::Maximise)->setChecked(false); });
    actions.on(Command::LinkViews, [&](bool on) { planes.setLinked(on); });
    const auto tool = [&](Command command, ToolKind kind) {
        actions.on(command, [&planes, kind](bool) { planes.setTool(kind); });
    };
    tool(Command::CrosshairTool, ToolKind::Crosshair);
    tool(Command::WindowTool, ToolKind::WindowLevel);
    tool(Command::PanTool, ToolKind::Pan);
    tool(Command::ZoomTool, ToolKind::Zoom);
    tool(Command::RulerTool, ToolKind::Ruler);
    tool(Command::AngleTool, ToolKind::Angle);
    tool(Command::RegionTool, ToolKind::Region);
    actions.on(Command::CancelMeasuring, [&](bool) { planes.measuring().cancel(); });
    connectWindows(actions, window);
    actions.on(Command::Interpolate, [&](bool on) { planes.setInterpolation(on); });
    planes.setInterpolation(true);
    actions.on(Command::Annotations, [&](bool on) { planes.setAnnotationsVisible(on); });
    actions.on(Command::ZoomIn, [&](bool) { planes.zoom(kZoomStep); });
    actions.on(Command::ZoomOut, [&](bool) { planes.zoom(1 / kZoomStep); });
    actions.on(Command::ResetView, [&](bool) { planes.resetViews(); });
}

void openModel(Session& session, const QString& path)
{
    if (!path.isEmpty()) {
        OpenRequest request;
        request.model = path.toStdString();
        session.open(request);
    }
}

void connectPrecision(Actions& actions, MainWindow& window)
{
    Session& session = window.session();
    PrecisionModel& precision = session.precision();
    actions.on(Command::Full, [&](bool) { precision.setStop(Stop::Full); });
    actions.on(Command::Balanced, [&](bool) { precision.setStop(Stop::Balanced); });
    actions.on(Command::Smallest, [&](bool) { precision.setStop(Stop::Smallest); });
    actions.on(Command::FewerWeightBits, [&](bool) { precision.stepWeights(-1); });
    actions.on(Command::MoreWeightBits, [&](bool) { precision.stepWeights(1); });
    actions.on(Command::FewerActivationBits, [&](bool) { precision.stepActivations(-1); });
    actions.on(Command::MoreActivationBits, [&](bool) { precision.stepActivations(1); });
    actions.on(Command::TradeoffTable, [&](bool) { showTradeoff(&window, session); });
    actions.on(Command::OpenModel, [&](bool) {
        openModel(session, QFileDialog::getOpenFileName(&window, tr("Open Model"), {},
                                                        tr("Halftone models (*.halftone)")));
    });
    actions.on(Command::CheatSheet, [&](bool) { showCheatSheet(&window); });
    actions.on(Command::About, [&](bool) {
        const pipeline::Runtime& runtime = window.options().runtime;
        showAbout(&window, window.options().version,
                  QCoreApplication::translate("Commands", "%1, %n thread(s)", nullptr,
                                              runtime.pool ? runtime.pool->threads() : 1)
                      .arg(QString::fromLatin1(engine::toString(runtime.isa))));
    });
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

void fillModels(QMenu& menu, MainWindow& window)
{
    menu.clear();
    Session& session = window.session();
    for (const pipeline::InstalledModel& installed : session.opener().library().models) {
        const model::ModelCard& card = installed.model->card;
        QAction* action = menu.addAction(
            QString::fromStdString(model::titleOf(card)), &window,
            [&session, path = toQString(installed.path)] { openModel(session, path); });
        action->setCheckable(true);
        action->setChecked(session.active() != nullptr
                           && session.active()->loaded().modelFile == installed.path);
    }
    if (menu.isEmpty()) {
        menu.addAction(tr("none installed"))->setEnabled(false);
    }
}

} // namespace

void connectCommands(Actions& actions, MainWindow& window)
{
    connectFile(actions, window);
    connectLayers(actions, window);
    connectView(actions, window);
    connectPrecision(actions, window);
    QMenu* recent = actions.submenu(Submenu::Recent);
    QObject::connect(recent, &QMenu::aboutToShow, &window,
                     [&window, recent] { fillRecent(*recent, window); });
    QMenu* models = actions.submenu(Submenu::Models);
    QObject::connect(models, &QMenu::aboutToShow, &window,
                     [&window, models] { fillModels(*models, window); });
}

} // namespace halftone::ui
