// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/edited_mask.h"
#include "ui/document/words.h"
#include "ui/session/editing.h"
#include "ui/widgets/panels/editing_section.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/views/brushing.h"
#include "ui/widgets/views/compare_view.h"
#include "ui/widgets/views/other_view.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/command_groups.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/unsaved_edits.h"

#include <QAction>
#include <QInputDialog>
#include <QMenu>

#include <utility>

namespace halftone::ui {

namespace {

constexpr int kSmallIsland = 50; ///< voxels; what is proposed
constexpr int kMostIsland = 1'000'000'000;

void connectBrush(Actions& actions, MainWindow& window)
{
    Editing& editing = window.editing();
    auto* brushing = new Brushing(window.document(), editing, &window);
    PlanesView& planes = window.planes();
    for (const image::Plane plane : image::kPlanes) {
        brushing->listen([plane] { return plane; }, planes.view(plane));
    }
    actions.on(Command::BrushTool, [&](bool) { planes.setTool(ToolKind::Brush); });
    actions.on(Command::EraserTool, [&](bool) { planes.setTool(ToolKind::Eraser); });
    actions.on(Command::SmallerBrush, [&](bool) { editing.resizeBrush(-1); });
    actions.on(Command::LargerBrush, [&](bool) { editing.resizeBrush(1); });
    const auto option = [&](Command command, bool BrushOptions::*what) {
        actions.on(command, [&editing, what](bool on) {
            BrushOptions options = editing.options();
            options.*what = on;
            editing.setOptions(options);
        });
        QObject::connect(&editing, &Editing::optionsChanged, actions.action(command),
                         [&editing, what, action = actions.action(command)] {
                             action->setChecked(editing.options().*what);
                         });
    };
    option(Command::SquareBrush, &BrushOptions::square);
    option(Command::VolumeBrush, &BrushOptions::volume);
    option(Command::PaintUnlabelled, &BrushOptions::unlabelledOnly);
    actions.on(Command::RangeFromPoint, [&window, brushing](bool) {
        if (!brushing->takeRange()) {
            window.banners().add(
                MessageKind::Note,
                tr("Hold the mouse over the image first: the range becomes that of "
                   "the values under the brush."));
        }
    });
}

void connectCleanUps(Actions& actions, MainWindow& window)
{
    Editing& editing = window.editing();
    const auto on = [&](Command command, image::LabelFilterKind kind) {
        actions.on(command, [&editing, kind](bool) { editing.cleanUp({kind}); });
    };
    on(Command::FillHoles, image::LabelFilterKind::FillHoles);
    on(Command::KeepLargestPart, image::LabelFilterKind::KeepLargest);
    on(Command::SmoothLabels, image::LabelFilterKind::Smooth);
    actions.on(Command::FillHolesInSlice, [&editing, &window](bool) {
        editing.cleanUp({image::LabelFilterKind::FillHoles, window.planes().activePlane()});
    });
    actions.on(Command::RemoveIslands, [&editing, &window](bool) {
        bool accepted = false;
        const int voxels = QInputDialog::getInt(
            &window, tr("Remove Small Islands"),
            tr("Parts of the active label that have fewer voxels than this go:"), kSmallIsland, 2,
            kMostIsland, 1, &accepted);
        if (accepted) {
            editing.cleanUp(
                {image::LabelFilterKind::RemoveSmall, {}, static_cast<std::size_t>(voxels)});
        }
    });
}

/// Commands that need something to be edited, and those that begin it, can be given or say why not.
void followTarget(Actions& actions, MainWindow& window)
{
    const Editing& editing = window.editing();
    const bool edits = editing.target() != nullptr;
    actions.setAvailable(Needs::Editing, edits && !editing.isCleaning());
    const QString reason =
        !edits ? tr("Nothing is edited. Begin with %1 (%2).")
                     .arg(nameOf(binding(Command::EditMask)), keysOf(binding(Command::EditMask)))
        : editing.isCleaning() ? tr("A clean-up is running.")
                               : QString();
    for (const Binding& row : bindings()) {
        if (row.needs == Needs::Editing) {
            const QString keys =
                row.keys.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(keysOf(row));
            actions.action(row.command)->setToolTip(reason.isEmpty() ? nameOf(row) + keys : reason);
        }
    }
}

} // namespace

void connectEditingCommands(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    Editing& editing = window.editing();
    LayersPanel& layers = window.studyPanel().layers();
    actions.on(Command::EditMask, [&](bool) { editing.editMask(); });
    actions.on(Command::EditCopy, [&](bool) { editing.editCopy(layers.current()); });
    actions.on(Command::NewLabels, [&](bool) { editing.newLabels(); });
    connectBrush(actions, window);
    connectCleanUps(actions, window);
    for (const Submenu submenu : {Submenu::Brush, Submenu::CleanUp}) {
        actions.submenu(submenu)->setToolTipsVisible(
            true); // they say why a command cannot be given
    }
    window.studyPanel().addBelowLayers(new EditingSection(editing, actions, &window.studyPanel()));

    QObject::connect(&editing, &Editing::workChanged, &window,
                     [&] { followTarget(actions, window); });
    QObject::connect(
        &editing, &Editing::targetChanged, &window,
        [&actions, &window, &editing, &layers, before = LayerId(0)]() mutable {
            followTarget(actions, window);
            const Layer* target = editing.target();
            const LayerId now = target != nullptr ? target->id : 0;
            const bool isPainting = paints(window.planes().mainView().tool());
            if (std::exchange(before, now) == now) {
                return;
            }
            if (now != 0) {
                layers.choose(now);
            }
            if ((now != 0) != isPainting) {
                actions.action(now != 0 ? Command::BrushTool : Command::CrosshairTool)->trigger();
            }
        });
    QObject::connect(&layers, &LayersPanel::currentChanged, &editing, &Editing::setTarget);
    const auto showCurrent = [&] {
        const Layer* layer = document.find(layers.current());
        actions.action(Command::EditCopy)
            ->setEnabled(layer != nullptr && layer->as<ImageContent>() == nullptr
                         && layer->as<ComparisonContent>() == nullptr
                         && layer->as<ProbabilityContent>() == nullptr);
        const ActiveCase* active = window.session().active();
        actions.setAvailable(Needs::SavableMask, (active != nullptr && active->canSegment())
                                                     || editedOnScreen(document) != nullptr);
    };
    QObject::connect(&layers, &LayersPanel::currentChanged, &window, showCurrent);
    QObject::connect(&document, &Document::layerAdded, &window, showCurrent);
    QObject::connect(&document, &Document::layerRemoved, &window, showCurrent);
    QObject::connect(&document, &Document::layerChanged, &window, showCurrent);
    QObject::connect(&window.session(), &Session::caseChanged, &window, showCurrent);
    followTarget(actions, window);
    showCurrent();
}

} // namespace halftone::ui
