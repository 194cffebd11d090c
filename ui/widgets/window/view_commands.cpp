// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/command_groups.h"

#include "ui/document/window_presets.h"
#include "ui/session/display_window.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/network/network_page.h"
#include "ui/widgets/views/compare_view.h"
#include "ui/widgets/views/other_view.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/views/ribbon.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/main_window.h"

#include <QAction>

namespace halftone::ui {

namespace {

constexpr double kZoomStep = 1.25;
constexpr int kFewSlices = 5;
constexpr int kFewVoxels = 5;

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

/// Gives the keyboard back to the view from whatever control Tab led to; false: none had it.
bool leaveControl(MainWindow& window)
{
    const QWidget* focused = window.focusWidget();
    if (focused == nullptr || !hasKeyFocus(*focused)) {
        return false;
    }
    window.focusView();
    return true;
}

void connectLayouts(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    PlanesView& planes = window.planes();
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
}

void connectTools(Actions& actions, PlanesView& planes)
{
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
}

} // namespace

void connectViewCommands(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    PlanesView& planes = window.planes();
    actions.on(Command::ShowMask, [&](bool on) {
        planes.setOverlaysVisible(on);
        window.compare().other().setOverlaysVisible(on);
    });
    actions.on(Command::CohortPage, [&](bool) { window.showPage(&window.cohortPage()); });
    actions.on(Command::NextSlice, [&](bool) { planes.scroll(1); });
    actions.on(Command::PreviousSlice, [&](bool) { planes.scroll(-1); });
    actions.on(Command::FiveSlicesForward, [&](bool) { planes.scroll(kFewSlices); });
    actions.on(Command::FiveSlicesBack, [&](bool) { planes.scroll(-kFewSlices); });
    Ribbon& ribbon = window.ribbon();
    actions.on(Command::WorstSlice, [&](bool) { ribbon.jumpToWorst(); });
    actions.on(Command::MostFragileSlice, [&](bool) { ribbon.jumpToMostFragile(); });
    FragileVoxels& fragile = window.session().fragile();
    actions.on(Command::ShowFragile, [&](bool on) { fragile.setOn(on); });
    QObject::connect(&fragile, &FragileVoxels::toggled, actions.action(Command::ShowFragile),
                     &QAction::setChecked);
    const auto cursor = [&](Command near, Command far, int columns, int rows) {
        actions.on(near, [&planes, columns, rows](bool) { planes.moveCursor(columns, rows); });
        actions.on(far, [&planes, columns, rows](bool) {
            planes.moveCursor(kFewVoxels * columns, kFewVoxels * rows);
        });
    };
    cursor(Command::CursorLeft, Command::CursorFarLeft, -1, 0);
    cursor(Command::CursorRight, Command::CursorFarRight, 1, 0);
    cursor(Command::CursorUp, Command::CursorFarUp, 0, -1);
    cursor(Command::CursorDown, Command::CursorFarDown, 0, 1);
    connectLayouts(actions, window);
    actions.on(Command::LinkViews, [&](bool on) { planes.setLinked(on); });
    connectTools(actions, planes);
    actions.on(Command::CancelMeasuring, [&](bool) {
        Session& session = window.session();
        if (document.edits().isStroking()) {
            document.edits().cancelStroke();
            return;
        }
        if (planes.measuring().cancel() || leaveControl(window)) {
            return;
        }
        if (!session.isSettled()) {
            session.stopSweep(true);
        }
    });
    connectWindows(actions, window);
    actions.on(Command::Interpolate, [&](bool on) { planes.setInterpolation(on); });
    planes.setInterpolation(true);
    actions.on(Command::Annotations, [&](bool on) { planes.setAnnotationsVisible(on); });
    actions.on(Command::ZoomIn, [&](bool) { planes.zoom(kZoomStep); });
    actions.on(Command::ZoomOut, [&](bool) { planes.zoom(1 / kZoomStep); });
    actions.on(Command::ResetView, [&](bool) { planes.resetViews(); });
    actions.on(Command::CentreCursor, [&](bool) { planes.centreOnCursor(); });
    actions.on(Command::ImagePage, [&](bool) { window.showPage(nullptr); });
    actions.on(Command::NetworkPage, [&](bool) { window.showPage(&window.networkPage()); });
}

} // namespace halftone::ui
