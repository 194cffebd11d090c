// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"
#include "app/cli/findings.h"
#include "app/cli/model_json.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "app/cli/provenance.h"
#include "app/cli/slice_choice.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/eval/dice.h"
#include "core/image/grid/geometry_report.h"
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/reference.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

namespace halftone::cli {
namespace {

struct Options {
    std::string prediction;
    std::string reference;
    int volume = 0;
    std::string model;
    std::vector<std::string> labels;
    std::string slices;
};

void makeBinary(LabelMap& map)
{
    for (std::uint8_t& value : map.voxels) {
        value = value != 0 ? 1 : 0;
    }
}

/// A mask with the model's values. Where there are several labels, a mask that holds only 1 holds
/// that label: Halftone writes such masks, where a reference of one value would be asked about.
LabelMap asModelLabels(LabelMap mask, const Options& options, const model::Model& model)
{
    const auto isLabel = [&](const Label& found) {
        return std::any_of(model.card.labels.begin(), model.card.labels.end(),
                           [&](const Label& label) { return label.value == found.value; });
    };
    const bool oneValue = mask.labels.size() == 1; // besides 0
    if (std::all_of(mask.labels.begin(), mask.labels.end(), isLabel)) {
        return mask;
    }
    if (oneValue && options.labels.size() == 1) {
        return pipeline::adaptReference(mask, mask.geometry, model, options.labels).labels;
    }
    if (oneValue && model.card.labels.size() == 1) {
        return pipeline::adaptReference(mask, mask.geometry, model).labels;
    }
    throw Error(ErrorCode::ShapeMismatch,
                "'" + options.prediction + "' is no mask of the model '" + model.card.name
                    + "': it holds values other than " + labelsText(model.card)
                    + ". Give a mask that this model made, or one with two values.");
}

/// Every label that occurs in either map, by its number.
std::vector<eval::Structure> structuresIn(const LabelMap& prediction, const LabelMap& reference)
{
    std::array<bool, 256> seen{};
    for (const LabelMap* map : {&prediction, &reference}) {
        for (const std::uint8_t value : map->voxels) {
            seen[value] = true;
        }
    }
    std::vector<eval::Structure> structures;
    for (std::size_t value = 1; value < seen.size(); ++value) {
        if (seen[value]) {
            structures.push_back({std::to_string(value), {static_cast<std::uint8_t>(value)}});
        }
    }
    return structures;
}

/// A TIFF or PNG knows no millimetres: it takes them from a partner of the same size.
void shareGeometry(LabelMap& a, LabelMap& b)
{
    if (a.geometry.size != b.geometry.size || a.geometry.spacingKnown == b.geometry.spacingKnown) {
        return;
    }
    (a.geometry.spacingKnown ? b : a).geometry = (a.geometry.spacingKnown ? a : b).geometry;
}

struct Compared {
    std::shared_ptr<const model::Model> model; ///< null: none was named
    LabelMap prediction;
    LabelMap reference;
    std::vector<std::filesystem::path> predictionFiles;
    std::vector<std::filesystem::path> referenceFiles;
    std::vector<eval::Structure> structures;
    std::vector<int> slices; ///< empty: all
    Findings findings;
};

/// `--volume` is for the files that hold several: a mask of one volume may be judged by labels of
/// many, and the other way round.
LabelMap readLabels(const std::string& name, int volume, const StopToken& stop, Findings& findings)
{
    const std::filesystem::path path = fromUtf8(name);
    LabelMap labels = image::readLabelMap(path, stop, {.volume = volume});
    nameFile(labels.findings, name);
    findings.insert(findings.end(), labels.findings.begin(), labels.findings.end());
    return labels;
}

void readBoth(const Options& options, Compared& compared, const StopToken& stop)
{
    int ofPrediction = options.volume;
    int ofReference = options.volume;
    if (options.volume > 0) {
        const bool several = !image::readInfo(fromUtf8(options.prediction), stop).volumes.empty();
        const bool others = !image::readInfo(fromUtf8(options.reference), stop).volumes.empty();
        ofPrediction = several ? options.volume : 0;
        ofReference = others || !several ? options.volume : 0;
    }
    compared.prediction = readLabels(options.prediction, ofPrediction, stop, compared.findings);
    compared.reference = readLabels(options.reference, ofReference, stop, compared.findings);
    compared.predictionFiles = compared.prediction.files;
    compared.referenceFiles = compared.reference.files;
}

void readWithoutModel(const Options& options, Compared& compared, const StopToken& stop)
{
    readBoth(options, compared, stop);
    if (compared.prediction.labels.size() <= 1 && compared.reference.labels.size() <= 1) {
        makeBinary(compared.prediction); // 255 in one file and 1 in the other mean the same
        makeBinary(compared.reference);
    }
    shareGeometry(compared.prediction, compared.reference);
    compared.structures = structuresIn(compared.prediction, compared.reference);
}

void readWithModel(const Options& options, Compared& compared, const StopToken& stop)
{
    const auto model = model::loadModel(options.model, stop);
    compared.model = model;
    readBoth(options, compared, stop);
    compared.prediction = asModelLabels(std::move(compared.prediction), options, *model);
    shareGeometry(compared.prediction, compared.reference);
    pipeline::ModelReference adapted = pipeline::adaptReference(
        compared.reference, compared.prediction.geometry, *model, options.labels);
    compared.reference = std::move(adapted.labels);
    compared.findings.insert(compared.findings.end(), adapted.findings.begin(),
                             adapted.findings.end());
    for (eval::Structure& structure : pipeline::structuresOf(*model)) {
        const auto& scored = adapted.scored;
        if (scored.empty()
            || std::find(scored.begin(), scored.end(), structure.name) != scored.end()) {
            compared.structures.push_back(std::move(structure));
        }
    }
}

Compared read(const Options& options, const StopToken& stop)
{
    const data::SliceChoice choice = parseSlices(options.slices);
    Compared compared;
    options.model.empty() ? readWithoutModel(options, compared, stop)
                          : readWithModel(options, compared, stop);
    const Geometry& wanted = compared.prediction.geometry;
    image::PlacedLabels placed = image::placeLabels(compared.reference, wanted);
    compared.reference = std::move(placed.labels);
    for (Finding& finding : placed.findings) {
        compared.findings.push_back(std::move(finding));
    }
    if (!wanted.spacingKnown && !compared.reference.geometry.spacingKnown) {
        compared.findings.push_back(
            {Severity::Note,
             {"spacing-unknown",
              "Neither file stores a voxel spacing: distances and volumes are counted in voxels.",
              {}}});
    }
    compared.slices =
        data::chooseSlices(choice, data::labelledSlices(compared.reference), options.reference);
    return compared;
}

Json toJson(const eval::EvaluationReport& report, const Compared& compared, const Context& context)
{
    const Findings findings = shownFindings(compared.findings, context);
    Json labels = Json::array();
    Json slices = Json::array();
    for (const int k : report.slices) {
        slices.push_back({{"slice", k}, {"dice", Json::object()}});
    }
    for (const eval::StructureReport& structure : report.structures) {
        const auto mm = [&](double value) { return report.spacingKnown ? Json(value) : Json(); };
        const auto voxels = [&](double value) {
            return report.spacingKnown ? Json() : Json(value);
        };
        labels.push_back({{"label", structure.name},
                          {"dice", structure.dice},
                          {"hausdorff95_mm", mm(structure.hausdorff95)},
                          {"hausdorff95_monai_mm", mm(structure.hausdorff95Monai)},
                          {"mean_surface_mm", mm(structure.meanSurface)},
                          {"hausdorff95_voxels", voxels(structure.hausdorff95)},
                          {"hausdorff95_monai_voxels", voxels(structure.hausdorff95Monai)},
                          {"mean_surface_voxels", voxels(structure.meanSurface)},
                          {"volume_ml", structure.volumeMl},
                          {"reference_volume_ml", structure.referenceVolumeMl},
                          {"volume_voxels", structure.volumeVoxels},
                          {"reference_volume_voxels", structure.referenceVolumeVoxels},
                          {"slices_empty_in_both", structure.slicesEmptyInBoth}});
        for (std::size_t k = 0; k < structure.dicePerSlice.size(); ++k) {
            slices[k]["dice"][structure.name] = structure.dicePerSlice[k];
        }
    }
    return {{"labels", std::move(labels)},
            {"slices", std::move(slices)},
            {"notes", sentences(findings)},
            {"findings", findingsJson(findings)}};
}

std::string lengthText(double length, bool inMm)
{
    if (std::isnan(length)) {
        return "-";
    }
    return inMm ? image::formatLength(length) : formatNumber(length, 2) + " voxels";
}

std::string volumeText(double ml, std::size_t voxels)
{
    return std::isnan(ml) ? std::to_string(voxels) + " voxels" : image::formatVolume(ml);
}

void printText(const eval::EvaluationReport& report, const Compared& compared)
{
    std::vector<std::vector<std::string>> rows = {
        {"label", "Dice", "Hausdorff 95", "mean surface", "volume", "reference", "worst slice"}};
    for (const eval::StructureReport& structure : report.structures) {
        double worst = NAN;
        for (const double dice : structure.dicePerSlice) {
            worst = std::fmin(worst, dice); // ignores NaN
        }
        rows.push_back({structure.name, formatNumber(structure.dice, 4),
                        lengthText(structure.hausdorff95, report.spacingKnown),
                        lengthText(structure.meanSurface, report.spacingKnown),
                        volumeText(structure.volumeMl, structure.volumeVoxels),
                        volumeText(structure.referenceVolumeMl, structure.referenceVolumeVoxels),
                        formatNumber(worst, 4)});
    }
    printTable(rows);
    for (const Finding& finding : compared.findings) {
        printLine(labelled(finding));
    }
}

eval::EvaluationReport compare(const Compared& compared, const Options& options,
                               const Context& context)
{
    if (compared.structures.empty()) {
        throw Error(ErrorCode::InvalidArgument, "Neither '" + options.prediction + "' nor '"
                                                    + options.reference
                                                    + "' holds any label; there is nothing to "
                                                      "compare.");
    }
    ProgressBar bar;
    return eval::evaluate(compared.prediction, compared.reference, compared.structures,
                          compared.slices, bar.progress(), context.stop);
}

report::Provenance provenanceOf(report::Provenance provenance, const Compared& compared,
                                const eval::EvaluationReport& report, const Options& options,
                                const Context& context)
{
    const std::string slices = report::slicesText(compared.slices);
    const int depth = compared.reference.geometry.size[2];
    addInput(provenance, context,
             {"prediction", fromUtf8(options.prediction), compared.predictionFiles, slices, depth});
    addInput(provenance, context,
             {"reference", fromUtf8(options.reference), compared.referenceFiles, slices, depth});
    provenance.threads = 1;
    if (compared.model) {
        setModel(provenance, *compared.model);
    }
    for (const eval::StructureReport& structure : report.structures) {
        provenance.labels.push_back(structure.name);
    }
    provenance.units = {{"dice", "1"},
                        {"distance", report.spacingKnown ? "mm" : "voxels"},
                        {"volume", report.spacingKnown ? "ml" : "voxels"}};
    return provenance;
}

void run(const Options& options, const Context& context)
{
    report::Provenance provenance =
        beginProvenance(context, {options.prediction, options.reference}, options.model);
    if (!options.labels.empty() && options.model.empty()) {
        refuseUsage("--label needs --model: its card names the labels");
    }
    const Compared compared = read(options, context.stop);
    const eval::EvaluationReport report = compare(compared, options, context);
    if (context.json) {
        Json json = toJson(report, compared, context);
        json["prediction"] = shownPath(fromUtf8(options.prediction), context);
        json["reference"] = shownPath(fromUtf8(options.reference), context);
        json["provenance"] =
            provenanceJson(provenanceOf(std::move(provenance), compared, report, options, context));
        printJson(json);
    } else {
        printText(report, compared);
    }
}

} // namespace

void addEvaluate(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command =
        addCommand(program, context, "evaluate", "Compare a mask with reference labels",
                   [options, &context] { run(*options, context); });
    command.option("--prediction", options->prediction, "Mask to judge").required();
    command.option("--reference", options->reference, "Reference labels").required();
    addVolume(command, options->volume);
    addModel(command, options->model)
        .described("Model whose label names, background and unions are scored");
    addReferenceLabels(command, options->labels);
    addSlices(command, options->slices);
    addFullPaths(command, context);
}

} // namespace halftone::cli
