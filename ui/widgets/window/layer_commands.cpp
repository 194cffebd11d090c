// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/command_groups.h"

#include "ui/widgets/controls/banner.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/references.h"
#include "ui/widgets/window/statistics_dialog.h"
#include "ui/widgets/window/unsaved_edits.h"

#include <QAction>
#include <QMenu>

namespace halftone::ui {

namespace {

constexpr double kOpacityStep = 0.1;

void connectUndo(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    actions.on(Command::Undo, [&](bool) { document.undoStack().undo(); });
    actions.on(Command::Redo, [&](bool) { document.undoStack().redo(); });
    QObject::connect(&document.undoStack(), &UndoStack::canUndoChanged, &window,
                     [&](bool can) { actions.setAvailable(Needs::Undo, can); });
    QObject::connect(&document.undoStack(), &UndoStack::canRedoChanged, &window,
                     [&](bool can) { actions.setAvailable(Needs::Redo, can); });
    QObject::connect(&document.undoStack(), &UndoStack::changed, &window, [&] {
        const auto name = [&](Command command, const QString& step) {
            const QString what = textOf(binding(command));
            actions.action(command)->setText(
                step.isEmpty() ? what : QStringLiteral("%1 %2").arg(what, step));
        };
        name(Command::Undo, document.undoStack().undoText());
        name(Command::Redo, document.undoStack().redoText());
    });
}

void connectProbabilities(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    LayersPanel& layers = window.studyPanel().layers();
    Probabilities& probabilities = window.session().probabilities();
    actions.on(Command::ShowProbabilities, [&](bool on) { showProbabilities(document, on); });
    actions.on(Command::CutToLabels, [&](bool) { probabilities.makeLabels(); });
    const auto followProbabilities = [&] {
        const Layer* layer = probabilityLayerOf(document);
        actions.action(Command::ShowProbabilities)
            ->setChecked(layer != nullptr && layer->style.visible);
        actions.action(Command::CutToLabels)->setEnabled(probabilities.canMakeLabels());
    };
    QObject::connect(&probabilities, &Probabilities::changed, &window, followProbabilities);
    QObject::connect(&window.session(), &Session::figuresChanged, &window, followProbabilities);
    QObject::connect(&document, &Document::layerChanged, &window, followProbabilities);
    QObject::connect(&document, &Document::layerRemoved, &window, followProbabilities);
    QObject::connect(&document, &Document::layerAdded, &window, [&, followProbabilities](int id) {
        followProbabilities();
        if (const Layer* layer = probabilityLayerOf(document);
            layer != nullptr && layer->id == id) {
            layers.choose(id); // its opacity is at hand
        }
    });
}

void connectMenu(Actions& actions, MainWindow& window)
{
    LayersPanel& layers = window.studyPanel().layers();
    QObject::connect(&layers, &LayersPanel::menuRequested, &window, [&](const QPoint& place) {
        auto* menu = new QMenu(&window);
        menu->setObjectName(QStringLiteral("layerMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const Command command :
             {Command::EditCopy, Command::UseAsReference, Command::ReferenceValues,
              Command::HideLayer, Command::LayerOutline, Command::LabelColour,
              Command::ResetColours, Command::RemoveLayer}) {
            menu->addAction(actions.action(command));
        }
        menu->popup(place);
    });
}

} // namespace

void connectLayerCommands(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    LayersPanel& layers = window.studyPanel().layers();
    connectUndo(actions, window);
    actions.on(Command::RemoveLayer, [&](bool) {
        const MeasurementId measurement = document.selectedMeasurement();
        if (measurement != 0) {
            document.userRemovesMeasurement(measurement);
            return;
        }
        const LayerId layer = layers.current();
        window.unsavedEdits().settle({layer}, [&document, layer] { document.userRemoves(layer); });
    });
    actions.on(Command::UseAsReference, [&](bool) { useAsReference(window); });
    actions.on(Command::ReferenceValues, [&](bool) { askForValues(window); });
    actions.on(Command::HideLayer, [&](bool) { layers.toggleVisible(); });
    actions.on(Command::LayerOutline, [&](bool on) { layers.setOutlined(on); });
    actions.on(Command::LabelColour, [&](bool) { layers.chooseColour(); });
    actions.on(Command::ResetColours, [&](bool) { document.resetColours(); });
    QObject::connect(&layers, &LayersPanel::refused, &window, [&](const QString& sentence) {
        window.banners().add(MessageKind::Note, sentence);
    });
    actions.on(Command::Statistics, [&](bool) { showStatistics(window); });
    actions.on(Command::NextLayer, [&](bool) { layers.step(1); });
    actions.on(Command::PreviousLayer, [&](bool) { layers.step(-1); });
    actions.on(Command::LessOpaque, [&](bool) { layers.changeOpacity(-kOpacityStep); });
    actions.on(Command::MoreOpaque, [&](bool) { layers.changeOpacity(kOpacityStep); });
    connectProbabilities(actions, window);
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
            ->setEnabled(labels != nullptr && !labels->isReference && !labels->isOfModel);
        const ActiveCase* active = window.session().active();
        actions.action(Command::ReferenceValues)
            ->setEnabled(document.reference() != nullptr && active != nullptr
                         && active->canSegment());
        actions.action(Command::LayerOutline)
            ->setChecked(layer != nullptr && layer->style.outlined);
        actions.action(Command::LabelColour)->setEnabled(layers.canChooseColour());
        actions.action(Command::ResetColours)->setEnabled(document.hasChosenColours());
    };
    QObject::connect(&layers, &LayersPanel::currentChanged, &window, showCurrent);
    connectMenu(actions, window);
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

} // namespace halftone::ui
