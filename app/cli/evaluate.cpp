// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/eval/dice.h"
#include "core/image/geometry_report.h"
#include "core/image/image_io.h"
#include "core/image/preprocess.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/predictors.h"

#include <array>
#include <cmath>
#include <memory>

namespace halftone::cli {
namespace {

struct Options {
    std::string prediction;
    std::string reference;
    std::string model;
};

/// A mask as it is stored. readLabelMap() would turn a mask that holds only label 2 into label 1,
/// which is right for references of one label and wrong for a mask of a model with several.
LabelMap readExactMask(const std::string& path)
{
    const Image image = image::readImage(path);
    LabelMap mask;
    mask.geometry = image.geometry;
    mask.voxels.resize(image.geometry.voxels());
    for (std::size_t i = 0; i < mask.voxels.size(); ++i) {
        const double value = image.value(i);
        if (value < 0 || value > 255 || value != std::floor(value)) {
            throw Error(ErrorCode::FileFormat,
                        "'" + path + "' is not a mask: it holds the value " + formatNumber(value, 3)
                            + "; labels are whole numbers from 0 to 255. Give a label file.");
        }
        mask.voxels[i] = static_cast<std::uint8_t>(value);
    }
    return mask;
}

bool isBinary(const LabelMap& map)
{
    std::uint8_t foreground = 0;
    for (const std::uint8_t value : map.voxels) {
        if (value != 0 && foreground != 0 && value != foreground) {
            return false;
        }
        foreground = value != 0 ? value : foreground;
    }
    return true;
}

void makeBinary(LabelMap& map)
{
    for (std::uint8_t& value : map.voxels) {
        value = value != 0 ? 1 : 0;
    }
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
    LabelMap prediction;
    LabelMap reference;
    std::vector<eval::Structure> structures;
    std::vector<std::string> notes;
};

Compared read(const Options& options)
{
    Compared compared;
    LabelMap& prediction = compared.prediction;
    LabelMap& reference = compared.reference;
    if (options.model.empty()) {
        prediction = readExactMask(options.prediction);
        reference = readExactMask(options.reference);
        if (isBinary(prediction) && isBinary(reference)) {
            makeBinary(prediction); // 255 in one file and 1 in the other mean the same
            makeBinary(reference);
        }
        shareGeometry(prediction, reference);
        compared.structures = structuresIn(prediction, reference);
    } else {
        const auto model = model::loadModel(options.model);
        const bool several = model->card.labels.size() > 1;
        prediction =
            several ? readExactMask(options.prediction) : image::readLabelMap(options.prediction);
        reference = image::readLabelMap(options.reference);
        shareGeometry(prediction, reference);
        reference = pipeline::adaptReference(reference, prediction.geometry, *model);
        compared.structures = pipeline::structuresOf(*model);
    }
    const Geometry& wanted = compared.prediction.geometry;
    const Geometry& found = compared.reference.geometry;
    if (!found.sameGrid(wanted) && found.orientationKnown && wanted.orientationKnown) {
        compared.reference = image::resampleTo(compared.reference, wanted);
        compared.notes.push_back("The reference lies on another grid; it was brought to the "
                                 "prediction's by nearest neighbour.");
    }
    if (!wanted.spacingKnown && !compared.reference.geometry.spacingKnown) {
        compared.notes.push_back("Neither file stores a voxel spacing: millimetres and millilitres "
                                 "are counted in voxels of 1 mm.");
    }
    return compared;
}

Json toJson(const eval::EvaluationReport& report, const Compared& compared)
{
    Json labels = Json::array();
    Json slices = Json::array();
    for (int k = 0; k < compared.prediction.geometry.size[2]; ++k) {
        slices.push_back({{"slice", k}, {"dice", Json::object()}});
    }
    for (const eval::StructureReport& structure : report.structures) {
        labels.push_back({{"label", structure.name},
                          {"dice", structure.dice},
                          {"hausdorff95_mm", structure.hausdorff95Mm},
                          {"mean_surface_mm", structure.meanSurfaceMm},
                          {"volume_ml", structure.volumeMl},
                          {"reference_volume_ml", structure.referenceVolumeMl},
                          {"slices_empty_in_both", structure.slicesEmptyInBoth}});
        for (std::size_t k = 0; k < structure.dicePerSlice.size() && k < slices.size(); ++k) {
            slices[k]["dice"][structure.name] = structure.dicePerSlice[k];
        }
    }
    return {
        {"labels", std::move(labels)}, {"slices", std::move(slices)}, {"notes", compared.notes}};
}

std::string lengthText(double mm)
{
    return std::isnan(mm) ? "-" : image::formatLength(mm);
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
                        lengthText(structure.hausdorff95Mm), lengthText(structure.meanSurfaceMm),
                        formatVolume(structure.volumeMl), formatVolume(structure.referenceVolumeMl),
                        formatNumber(worst, 4)});
    }
    printTable(rows);
    for (const std::string& note : compared.notes) {
        printLine("Note: " + note);
    }
}

void run(const Options& options, const Context& context)
{
    const Compared compared = read(options);
    if (compared.structures.empty()) {
        throw Error(ErrorCode::InvalidArgument, "Neither '" + options.prediction + "' nor '"
                                                    + options.reference
                                                    + "' holds any label; there is nothing to "
                                                      "compare.");
    }
    const eval::EvaluationReport report =
        eval::evaluate(compared.prediction, compared.reference, compared.structures);
    if (context.json) {
        Json json = toJson(report, compared);
        json["prediction"] = options.prediction;
        json["reference"] = options.reference;
        printJson(json);
    } else {
        printText(report, compared);
    }
}

} // namespace

void addEvaluate(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = addCommand(app, context, "evaluate", "Compare a mask with reference labels",
                                   [options, &context] { run(*options, context); });
    command->add_option("--prediction", options->prediction, "Mask to judge")->required();
    command->add_option("--reference", options->reference, "Reference labels")->required();
    addModel(*command, options->model)
        ->description("Model whose label names, background and unions are scored");
}

} // namespace halftone::cli
