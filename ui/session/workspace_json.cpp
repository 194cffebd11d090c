// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/stored_values.h"
#include "ui/session/workspace.h"

#include "core/base/overloads.h"

#include <limits>
#include <utility>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;
using stored::Json;

constexpr const char* kFormat = "halftone-workspace";
constexpr std::size_t kMostLayers = 1000;
constexpr std::size_t kMostMeanings = 256;
constexpr double kFar = 1e9; ///< millimetres, or pixels of a plane
constexpr double kAny = std::numeric_limits<double>::max();

constexpr std::array kKinds{Word{"base", WorkspaceLayerKind::Base},
                            Word{"image", WorkspaceLayerKind::Image},
                            Word{"prediction", WorkspaceLayerKind::Prediction},
                            Word{"reference", WorkspaceLayerKind::Reference},
                            Word{"labels", WorkspaceLayerKind::Labels},
                            Word{"edited", WorkspaceLayerKind::Edited}};
constexpr std::array kModes{Word{"off", CompareMode::Off}, Word{"panes", CompareMode::Panes},
                            Word{"wipe", CompareMode::Wipe}};
constexpr std::array kColours{
    Word{"labels", ColourBy::Label}, Word{"reference", ColourBy::ErrorAgainstReference},
    Word{"full", ColourBy::ErrorAgainstFull}, Word{"other", ColourBy::ErrorAgainstOther}};
constexpr std::array kLayouts{Word{"one", Layout::OnePlane}, Word{"three", Layout::ThreePlanes},
                              Word{"side-by-side", Layout::SideBySide},
                              Word{"four", Layout::FourViews}, Word{"space", Layout::SpaceAlone}};
constexpr std::array kPlaneWords{Word{"axial", image::Plane::Axial},
                                 Word{"sagittal", image::Plane::Sagittal},
                                 Word{"coronal", image::Plane::Coronal}};
constexpr std::array kMeasurementKinds{Word{"ruler", MeasurementKind::Ruler},
                                       Word{"angle", MeasurementKind::Angle},
                                       Word{"region", MeasurementKind::Region}};
constexpr std::array kQualities{Word{"dice", QualityAxis::Dice},
                                Word{"volume-dice", QualityAxis::VolumeDice},
                                Word{"agreement", QualityAxis::Agreement},
                                Word{"volume-agreement", QualityAxis::VolumeAgreement}};
constexpr std::array kCosts{
    Word{"time", CostAxis::SliceTime}, Word{"weights", CostAxis::WeightBytes},
    Word{"memory", CostAxis::Memory}, Word{"bit-operations", CostAxis::BitOperations}};
constexpr std::array kPages{Word{"image", "image"}, Word{"network", "network"}};

// --- Writing ---

Json toJson(quant::Precision precision)
{
    return {{"weights", precision.weightBits}, {"activations", precision.activationBits}};
}

Json toJson(const WorkspaceModel& model, const fs::path& folder)
{
    return {{"name", visible(model.name)},
            {"file", stored::toJson(model.file, folder)},
            {"by_hand", model.byHand}};
}

Json toJson(const WorkspaceLayer& layer, const fs::path& folder)
{
    Json json{{"kind", wordFor(kKinds, layer.kind)}, {"name", visible(layer.name.toStdString())}};
    if (layer.file) {
        json["file"] = stored::toJson(*layer.file, folder);
    }
    if (layer.shows) {
        json["shows"] = visible(*layer.shows);
    }
    if (layer.meanings) {
        Json meanings = Json::object();
        for (const auto& [name, values] : *layer.meanings) {
            meanings[visible(name)] = values;
        }
        json["meanings"] = std::move(meanings);
    }
    if (layer.origin) {
        json["origin"] = stored::toJson(*layer.origin);
    }
    if (layer.findings) {
        json["findings"] = stored::toJson(*layer.findings);
    }
    json["style"] = stored::toJson(layer.style);
    return json;
}

Json comparisonJson(const Workspace& workspace, const fs::path& folder)
{
    Json json{{"mode", wordFor(kModes, workspace.compareMode)},
              {"colours", wordFor(kColours, workspace.colours)},
              {"hatched", workspace.errorsHatched}};
    std::visit(Overloads{[](std::monostate) {},
                         [&](quant::Precision precision) { json["precision"] = toJson(precision); },
                         [&](const WorkspaceOtherModel& other) {
                             json["model"] = toJson(other.model, folder);
                             json["precision"] = toJson(other.precision);
                         },
                         [&](std::size_t layer) { json["layer"] = layer; }},
               workspace.other);
    return json;
}

Json viewJson(const Workspace& workspace)
{
    Json json{{"cursor", workspace.cursor}, {"layout", wordFor(kLayouts, workspace.layout)}};
    if (workspace.maximised) {
        json["maximised"] = wordFor(kPlaneWords, *workspace.maximised);
    }
    Json planes = Json::object();
    for (const image::Plane plane : image::kPlanes) {
        const ViewState& view = workspace.views[static_cast<std::size_t>(plane)];
        planes[wordFor(kPlaneWords, plane)] = {{"fitted", view.fitted},
                                               {"magnification", view.magnification},
                                               {"column", view.column},
                                               {"row", view.row}};
    }
    json["planes"] = std::move(planes);
    return json;
}

Json chartJson(const WorkspaceChart& chart)
{
    return {{"quality", wordFor(kQualities, chart.axes.quality)},
            {"cost", wordFor(kCosts, chart.axes.cost)},
            {"limits_cost", chart.hasMostCost},
            {"most_cost", chart.mostCost},
            {"limits_quality", chart.hasLeastQuality},
            {"least_quality", chart.leastQuality}};
}

// --- Reading ---

quant::Precision readPrecision(const JsonPlace& place)
{
    const quant::Precision precision{static_cast<int>(place.member("weights").integer(1, 32)),
                                     static_cast<int>(place.member("activations").integer(1, 32))};
    if (!precision.isValid()) {
        place.refuse("1 to 8 bits each, or 16 or 32 of both");
    }
    return precision;
}

WorkspaceModel readModel(const JsonPlace& place, const fs::path& folder)
{
    return {place.member("name").text(), stored::readStamp(place.member("file"), folder),
            place.member("by_hand").boolean()};
}

pipeline::ValueMeanings readMeanings(const JsonPlace& place)
{
    pipeline::ValueMeanings meanings;
    for (const auto& [name, values] : place.members(kMostMeanings)) {
        for (const JsonPlace& value : values.items(kMostMeanings)) {
            meanings[name].insert(static_cast<std::uint8_t>(value.integer(0, 255)));
        }
    }
    return meanings;
}

WorkspaceLayer readLayer(const JsonPlace& place, const fs::path& folder)
{
    WorkspaceLayer layer;
    layer.kind = place.member("kind").word(kKinds);
    layer.name = QString::fromStdString(place.member("name").text());
    if (const auto file = place.find("file")) {
        layer.file = stored::readStamp(*file, folder);
    }
    using Kind = WorkspaceLayerKind;
    const bool needsFile =
        layer.kind == Kind::Image || layer.kind == Kind::Labels || layer.kind == Kind::Edited;
    const bool hasNone = layer.kind == Kind::Base || layer.kind == Kind::Prediction;
    if ((needsFile && !layer.file) || (hasNone && layer.file)) {
        place.refuse(needsFile ? "a layer with its file" : "a layer without a file");
    }
    if (const auto shows = place.find("shows")) {
        layer.shows = shows->text();
    }
    if (const auto meanings = place.find("meanings")) {
        layer.meanings = readMeanings(*meanings);
    }
    if (layer.kind == Kind::Edited) {
        layer.origin = stored::readOrigin(place.member("origin"));
        if (const auto findings = place.find("findings")) {
            layer.findings = stored::readFindings(*findings);
        }
    }
    layer.style = stored::readStyle(place.member("style"));
    return layer;
}

/// A base at most once, and so on: what a document has one of.
void readLayers(const JsonPlace& place, const fs::path& folder, Workspace& workspace)
{
    std::array<int, kKinds.size()> counts{};
    for (const JsonPlace& item : place.items(kMostLayers)) {
        workspace.layers.push_back(readLayer(item, folder));
        const WorkspaceLayerKind kind = workspace.layers.back().kind;
        const bool isSingle = kind == WorkspaceLayerKind::Base
                              || kind == WorkspaceLayerKind::Prediction
                              || kind == WorkspaceLayerKind::Reference;
        if (++counts[static_cast<std::size_t>(kind)] > 1 && isSingle) {
            item.refuse("no second layer of that kind");
        }
    }
}

void readComparison(const JsonPlace& place, const fs::path& folder, Workspace& workspace)
{
    workspace.compareMode = place.member("mode").word(kModes);
    workspace.colours = place.member("colours").word(kColours);
    workspace.errorsHatched = place.member("hatched").boolean();
    if (const auto model = place.find("model")) {
        workspace.other = WorkspaceOtherModel{readModel(*model, folder),
                                              readPrecision(place.member("precision"))};
    } else if (const auto precision = place.find("precision")) {
        workspace.other = readPrecision(*precision);
    } else if (const auto layer = place.find("layer")) {
        const auto last = static_cast<std::int64_t>(workspace.layers.size()) - 1;
        const auto number = static_cast<std::size_t>(layer->integer(0, last));
        const WorkspaceLayerKind kind = workspace.layers[number].kind;
        if (kind != WorkspaceLayerKind::Labels && kind != WorkspaceLayerKind::Reference) {
            layer->refuse("the number of a layer of labels");
        }
        workspace.other = number;
    }
}

image::Point readPoint(const JsonPlace& place)
{
    const std::vector<JsonPlace> items = place.items(3);
    if (items.size() != 3) {
        place.refuse("three numbers");
    }
    return {items[0].number(-kFar, kFar), items[1].number(-kFar, kFar),
            items[2].number(-kFar, kFar)};
}

void readView(const JsonPlace& place, Workspace& workspace)
{
    constexpr double kLeastMagnification = 1e-6;
    constexpr double kMostMagnification = 1e6;
    workspace.cursor = readPoint(place.member("cursor"));
    workspace.layout = place.member("layout").word(kLayouts);
    if (const auto maximised = place.find("maximised")) {
        workspace.maximised = maximised->word(kPlaneWords);
    }
    const JsonPlace planes = place.member("planes");
    for (const auto& [word, plane] : kPlaneWords) {
        const JsonPlace view = planes.member(word);
        workspace.views[static_cast<std::size_t>(plane)] = {
            view.member("fitted").boolean(),
            view.member("magnification").number(kLeastMagnification, kMostMagnification),
            view.member("column").number(-kFar, kFar), view.member("row").number(-kFar, kFar)};
    }
}

WorkspaceMeasurement readMeasurement(const JsonPlace& place)
{
    constexpr std::size_t kMostPoints = 3;
    WorkspaceMeasurement measurement{
        place.member("kind").word(kMeasurementKinds), place.member("plane").word(kPlaneWords), {}};
    const JsonPlace points = place.member("points");
    for (const JsonPlace& point : points.items(kMostPoints)) {
        measurement.points.push_back(readPoint(point));
    }
    if (measurement.points.size() != pointsOf(measurement.kind)) {
        points.refuse("as many points as that has");
    }
    return measurement;
}

WorkspaceChart readChart(const JsonPlace& place)
{
    return {{place.member("quality").word(kQualities), place.member("cost").word(kCosts)},
            place.member("limits_cost").boolean(),
            place.member("most_cost").number(0, kAny),
            place.member("limits_quality").boolean(),
            place.member("least_quality").number(0, 1)};
}

} // namespace

std::string toJson(const Workspace& workspace, const fs::path& folder)
{
    Json json{{"format", kFormat},
              {"version", kWorkspaceVersion},
              {"program", visible(workspace.program)}};
    json["image"] = stored::toJson(workspace.image, folder);
    if (workspace.model) {
        json["model"] = toJson(*workspace.model, folder);
    }
    json["precision"] = toJson(workspace.precision);
    json["linked"] = workspace.linked;
    json["layers"] = Json::array();
    for (const WorkspaceLayer& layer : workspace.layers) {
        json["layers"].push_back(toJson(layer, folder));
    }
    json["comparison"] = comparisonJson(workspace, folder);
    json["view"] = viewJson(workspace);
    json["measurements"] = Json::array();
    for (const WorkspaceMeasurement& each : workspace.measurements) {
        json["measurements"].push_back(Json{{"kind", wordFor(kMeasurementKinds, each.kind)},
                                            {"plane", wordFor(kPlaneWords, each.plane)},
                                            {"points", each.points}});
    }
    json["chart"] = chartJson(workspace.chart);
    json["page"] = workspace.page;
    return stored::textOf(json);
}

Workspace parseWorkspace(std::string_view text, const fs::path& folder, const std::string& name)
{
    const std::string what = "The workspace '" + visible(name) + "'";
    const Json json = model::parseJson<Json>(text, what);
    const JsonPlace top(json, what);
    stored::requireFormat(top, what, kFormat, kWorkspaceVersion);
    Workspace workspace;
    workspace.program = top.member("program").text();
    workspace.image = stored::readSource(top.member("image"), folder);
    if (const auto model = top.find("model")) {
        workspace.model = readModel(*model, folder);
    }
    workspace.precision = readPrecision(top.member("precision"));
    workspace.linked = top.member("linked").boolean();
    readLayers(top.member("layers"), folder, workspace);
    readComparison(top.member("comparison"), folder, workspace);
    readView(top.member("view"), workspace);
    for (const JsonPlace& each : top.member("measurements").items(kMostMeasurements)) {
        workspace.measurements.push_back(readMeasurement(each));
    }
    workspace.chart = readChart(top.member("chart"));
    workspace.page = top.member("page").word(kPages);
    return workspace;
}

} // namespace halftone::ui
