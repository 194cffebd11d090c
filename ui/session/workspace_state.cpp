// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/workspace_state.h"

#include "core/base/overloads.h"
#include "core/base/path_text.h"
#include "ui/document/edited_mask.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/session/session.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

WorkspaceModel modelOf(const model::Model& model, const std::filesystem::path& file, bool byHand)
{
    return {model.card.name, stampOf(file, {}), byHand};
}

std::optional<FileStamp> fileOf(const LabelMap& labels)
{
    const std::filesystem::path path = pathOf(labels.files);
    return path.empty() ? std::nullopt : std::optional(stampOf(path, labels.files));
}

void captureModel(const pipeline::LoadedStudy& loaded, Workspace& workspace)
{
    if (loaded.model && !loaded.modelFile.empty()) {
        workspace.model = modelOf(*loaded.model, loaded.modelFile, loaded.modelByHand);
    }
}

/// Nothing for what is made of others (comparisons, probabilities), and for labels that are in
/// memory alone.
std::optional<WorkspaceLayer> captureLayer(const Layer& layer, const Document& document,
                                           const pipeline::LoadedStudy& loaded)
{
    WorkspaceLayer result{WorkspaceLayerKind::Base, layer.name, {}, {}, {}, {}, layer.style, {}};
    if (&layer == document.base()) {
        return result;
    }
    if (const auto* image = layer.as<ImageContent>()) {
        if (image->image->files.empty()) {
            return std::nullopt;
        }
        result.kind = WorkspaceLayerKind::Image;
        result.file = stampOf(pathOf(image->image->files), image->image->files);
    } else if (layer.as<PredictionContent>() != nullptr) {
        result.kind = WorkspaceLayerKind::Prediction;
    } else if (const auto* labels = layer.as<LabelsContent>(); labels && labels->isReference) {
        result.kind = WorkspaceLayerKind::Reference;
        result.file = labels->asRead ? fileOf(*labels->asRead) : std::nullopt;
        result.shows = loaded.referenceLabel;
        result.meanings = loaded.meanings;
    } else if (labels != nullptr && fileOf(*labels->labels)) {
        result.kind = WorkspaceLayerKind::Labels;
        result.file = fileOf(*labels->labels);
    } else if (const auto* edited = layer.as<EditedContent>()) {
        result.kind = WorkspaceLayerKind::Edited;
        result.origin = edited->mask->origin();
        result.origin->edited = edited->mask->isEdited();
        result.findings = edited->mask->findings();
    } else {
        return std::nullopt;
    }
    return result;
}

void captureOther(Session& session, const std::map<LayerId, std::size_t>& numbers,
                  Workspace& workspace)
{
    const Document& document = session.document();
    std::visit(Overloads{[](std::monostate) {},
                         [&](const OtherPrecision& other) { workspace.other = other.precision; },
                         [&](const OtherModel& other) {
                             workspace.other = WorkspaceOtherModel{
                                 modelOf(*other.model, other.modelFile, true), other.precision};
                         },
                         [&](const OtherLabels& other) {
                             const auto number = numbers.find(other.layer);
                             if (number != numbers.end()) {
                                 workspace.other = number->second;
                             }
                         }},
               document.other());
    workspace.compareMode = document.chosenCompareMode();
    workspace.colours = colourBy(document);
    workspace.errorsHatched = document.errorsHatched();
}

WorkspaceChart captureChart(const TradeoffChoice& choice)
{
    return {choice.axes(), choice.hasMostCost(), choice.mostCost(), choice.hasLeastQuality(),
            choice.leastQuality()};
}

/// Labels keep the names and colours that their file gives them where these are others by now.
void applyStyle(const LayerStyle& style, LayerId id, Document& document)
{
    const Layer* layer = document.find(id);
    if (layer == nullptr) {
        return;
    }
    LayerStyle next = style;
    next.labels = layer->style.labels;
    for (LabelStyle& label : next.labels) {
        const auto kept =
            std::find_if(style.labels.begin(), style.labels.end(), [&](const LabelStyle& each) {
                return each.value == label.value && each.name == label.name;
            });
        if (kept != style.labels.end()) {
            const std::optional<QRgb> own = kept->ownColour ? kept->ownColour : label.ownColour;
            label = *kept;
            label.ownColour = own;
        }
    }
    document.setStyle(id, next);
    if (layer->as<ImageContent>() != nullptr) {
        document.setWindow(id, style.window);
    }
}

/// Among those that are installed, by file or else by name.
std::optional<Other> otherModel(const WorkspaceOtherModel& wanted, const Session& session)
{
    const auto& models = session.opener().library().models;
    const auto find = [&](auto isIt) { return std::find_if(models.begin(), models.end(), isIt); };
    auto found = find(
        [&](const pipeline::InstalledModel& each) { return each.path == wanted.model.file.path; });
    if (found == models.end()) {
        found = find([&](const pipeline::InstalledModel& each) {
            return each.model->card.name == wanted.model.name;
        });
    }
    return found == models.end()
               ? std::nullopt
               : std::optional<Other>(OtherModel{found->model, found->path, wanted.precision});
}

/// Nothing, with a sentence, where it cannot be had.
Other otherOf(const Workspace& workspace, const std::map<std::size_t, LayerId>& ids,
              const Session& session, QStringList& sentences)
{
    return std::visit(
        Overloads{[](std::monostate) { return Other(); },
                  [](quant::Precision precision) { return Other(OtherPrecision{precision}); },
                  [&](const WorkspaceOtherModel& wanted) {
                      if (const auto found = otherModel(wanted, session)) {
                          return *found;
                      }
                      sentences << tr("The model '%1', which the mask was compared with, is not "
                                      "installed. Nothing is compared.")
                                       .arg(QString::fromStdString(wanted.model.name));
                      return Other();
                  },
                  [&](std::size_t number) {
                      const auto id = ids.find(number);
                      return id != ids.end() ? Other(OtherLabels{id->second}) : Other();
                  }},
        workspace.other);
}

/// Of those that come with the case, by their numbers in the workspace.
std::map<std::size_t, LayerId> idsInCase(const Workspace& workspace, const Document& document)
{
    std::map<std::size_t, LayerId> ids;
    for (std::size_t i = 0; i < workspace.layers.size(); ++i) {
        const WorkspaceLayerKind kind = workspace.layers[i].kind;
        const Layer* layer = kind == WorkspaceLayerKind::Base ? document.base()
                             : kind == WorkspaceLayerKind::Prediction
                                 ? document.last<PredictionContent>()
                             : kind == WorkspaceLayerKind::Reference ? document.reference()
                                                                     : nullptr;
        if (layer != nullptr) {
            ids[i] = layer->id;
        }
    }
    return ids;
}

} // namespace

ImageSource sourceOf(const pipeline::LoadedStudy& loaded)
{
    const pipeline::VolumeChoice& choice = loaded.choice;
    ImageSource source;
    if (choice.sample) {
        source.from = SampleSource{*choice.sample, choice.sampleOptions};
    } else {
        source.from = stampOf(choice.file, loaded.image->files);
        source.volume = choice.volume;
    }
    if (loaded.image->part) {
        source.part = loaded.image->part->part;
    }
    return source;
}

bool opensAs(const ImageSource& source, const pipeline::LoadedStudy& loaded)
{
    const ImageSource now = sourceOf(loaded);
    const auto isSame = [](const auto& a, const auto& b) { return a && b && *a == *b; };
    if (const FileStamp* file = source.file()) {
        return now.file() != nullptr && now.file()->path == file->path
               && now.volume == source.volume
               && (source.part ? isSame(now.part, source.part) : !now.part);
    }
    const SampleSource& made = *source.sample();
    return now.sample() != nullptr && now.sample()->kind == made.kind
           && now.sample()->options.seed == made.options.seed
           && now.sample()->options.size == made.options.size
           && now.sample()->options.slices == made.options.slices;
}

bool isFrom(const ImageSource& source, const pipeline::LoadedStudy& loaded)
{
    const FileStamp* file = source.file();
    return opensAs(source, loaded)
           && (file == nullptr || sourceOf(loaded).file()->parts == file->parts);
}

OpenRequest requestFor(const ImageSource& source)
{
    OpenRequest request;
    if (const SampleSource* sample = source.sample()) {
        request.sample = sample->kind;
        request.sampleOptions = sample->options;
    } else {
        request.image = source.file()->path;
        request.volume = source.volume;
        request.part = source.part;
    }
    return request;
}

std::optional<Workspace> captureWorkspace(Session& session)
{
    const ActiveCase* active = session.active();
    if (active == nullptr) {
        return std::nullopt;
    }
    const Document& document = session.document();
    Workspace workspace;
    workspace.program = "Halftone " + QCoreApplication::applicationVersion().toStdString();
    workspace.image = sourceOf(active->loaded());
    captureModel(active->loaded(), workspace);
    workspace.precision = session.precision().precision();
    workspace.linked = session.precision().isLinked();
    std::map<LayerId, std::size_t> numbers;
    for (const Layer& layer : document.layers()) {
        if (auto captured = captureLayer(layer, document, active->loaded())) {
            numbers[layer.id] = workspace.layers.size(); // of edited ones, too
            workspace.layers.push_back(std::move(*captured));
        }
    }
    captureOther(session, numbers, workspace);
    workspace.cursor = document.cursor();
    for (const image::Plane plane : image::kPlanes) {
        workspace.views[static_cast<std::size_t>(plane)] = document.view(plane);
    }
    workspace.layout = document.layout();
    workspace.maximised = document.maximised();
    for (const Measurement& each : document.measurements()) {
        workspace.measurements.push_back({each.kind, each.plane, each.points});
    }
    workspace.chart = captureChart(session.tradeoff().choice());
    return workspace;
}

QStringList withoutFiles(const Document& document)
{
    QStringList names;
    for (const Layer& layer : document.layers()) {
        const auto* image = layer.as<ImageContent>();
        const auto* labels = layer.as<LabelsContent>();
        if ((image != nullptr && image->image->files.empty() && &layer != document.base())
            || (labels != nullptr && !labels->isReference && !fileOf(*labels->labels))) {
            names << layer.name;
        }
    }
    return names;
}

OpenRequest requestFor(const Workspace& workspace)
{
    OpenRequest request = requestFor(workspace.image);
    if (workspace.model) {
        request.model = toUtf8(workspace.model->file.path);
        request.modelByHand = workspace.model->byHand;
    }
    for (const WorkspaceLayer& layer : workspace.layers) {
        if (layer.kind == WorkspaceLayerKind::Reference && layer.file) {
            request.reference = layer.file->path;
            request.referenceLabel = layer.shows;
            request.meanings = layer.meanings;
        }
    }
    return request;
}

void applyToCase(const Workspace& workspace, Session& session)
{
    Document& document = session.document();
    session.precision().setLinked(false); // a pair is set as it is
    session.precision().setPrecision(workspace.precision);
    session.precision().setLinked(workspace.linked);
    TradeoffChoice& choice = session.tradeoff().choice();
    choice.setAxes(workspace.chart.axes);
    choice.setMostCost(workspace.chart.hasMostCost, workspace.chart.mostCost);
    choice.setLeastQuality(workspace.chart.hasLeastQuality, workspace.chart.leastQuality);
    document.setCursor(workspace.cursor);
    document.setLayout(workspace.layout);
    document.setMaximised(workspace.maximised);
    for (const image::Plane plane : image::kPlanes) {
        document.setView(plane, workspace.views[static_cast<std::size_t>(plane)]);
    }
    for (const auto& [number, id] : idsInCase(workspace, document)) {
        applyStyle(workspace.layers[number].style, id, document);
    }
    for (const WorkspaceMeasurement& each : workspace.measurements) {
        document.userMeasures(measure(each.kind, each.plane, each.points, *document.baseImage()));
    }
    document.selectMeasurement(0);
    document.undoStack().clear(); // opening is no step
}

QStringList applyToLayers(const Workspace& workspace, const std::map<std::size_t, LayerId>& ids,
                          Session& session)
{
    Document& document = session.document();
    QStringList sentences;
    for (const auto& [number, id] : ids) {
        applyStyle(workspace.layers[number].style, id, document);
    }
    std::map<std::size_t, LayerId> all = idsInCase(workspace, document);
    all.insert(ids.begin(), ids.end());
    document.setOther(otherOf(workspace, all, session, sentences));
    document.setCompareMode(workspace.compareMode);
    document.setErrorsHatched(workspace.errorsHatched);
    setColourBy(document, workspace.colours);
    const bool hasReference =
        std::any_of(workspace.layers.begin(), workspace.layers.end(),
                    [](const auto& layer) { return layer.kind == WorkspaceLayerKind::Reference; });
    if (const Layer* reference = document.reference(); reference != nullptr && !hasReference) {
        document.remove(reference->id); // that of a sample, which was taken away; last, as it is
                                        // followed by a job in the lane that reads layers
    }
    document.undoStack().clear();
    return sentences;
}

} // namespace halftone::ui
