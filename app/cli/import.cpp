// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"
#include "app/cli/findings.h"
#include "app/cli/foreign_info.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/same_file.h"
#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "core/pipeline/import_model.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace halftone::cli {
namespace {

namespace fs = std::filesystem;

/// What the table compares where nobody asks for others.
constexpr std::array<quant::Precision, 6> kCompared{
    {{8, 8}, {6, 6}, {4, 6}, {4, 4}, {3, 4}, {2, 4}}};

struct Options {
    std::string source;
    std::string output;
    std::vector<std::string> images;
    std::string name;
    std::string title;
    std::vector<std::string> labels;
    std::string modality;
    double spacing = 0;
    std::string input;
    std::vector<std::string> precisions;
    std::uint32_t seed = 1;
    std::string inputName;
    std::string outputName;
    int threads = 0;
};

std::vector<quant::Precision> precisionsOf(const Options& options)
{
    std::vector<quant::Precision> precisions;
    for (const std::string& text : options.precisions) {
        try {
            precisions.push_back(quant::parsePrecision(text));
        } catch (const Error& error) {
            refuseUsage(std::string("--precisions: ") + error.what());
        }
        if (!nn::canCalibrate(precisions.back())) {
            refuseUsage("--precisions: " + text
                        + " takes training; without it weights have 2 to 8 bits and activations 4 "
                          "to 8, such as W4A6");
        }
    }
    return precisions;
}

pipeline::ImportRequest requestOf(const Options& options)
{
    pipeline::ImportRequest request;
    request.name = options.name;
    request.title = options.title;
    request.labels = options.labels;
    request.modality = options.modality == "CT"   ? Modality::CT
                       : options.modality == "MR" ? Modality::MR
                       : options.modality == "EM" ? Modality::EM
                                                  : Modality::Unknown;
    request.spacingMm = options.spacing;
    if (!options.input.empty()) {
        try {
            request.input = pipeline::parseInputScaling(options.input);
        } catch (const Error& error) {
            refuseUsage(std::string("--input: ") + error.what());
        }
    }
    std::vector<fs::path> images;
    std::transform(options.images.begin(), options.images.end(), std::back_inserter(images),
                   [](const std::string& image) { return fromUtf8(image); });
    request.images = pipeline::CalibrationImages(std::move(images));
    if (const auto wanted = precisionsOf(options); !wanted.empty()) {
        request.precisions = wanted;
    }
    request.seed = options.seed;
    request.threads = options.threads;
    return request;
}

void requireDistinctFiles(const Options& options, const Context& context)
{
    const std::vector<FileRole> outputs = {{"the model to write", fromUtf8(options.output)}};
    std::vector<FileRole> inputs = {{"the network", fromUtf8(options.source)}};
    for (const std::string& image : options.images) {
        for (const fs::path& file : image::filesOf(fromUtf8(image), context.stop)) {
            inputs.push_back({"a calibration image", file});
        }
    }
    requireDistinct(outputs, inputs);
}

/// Precisions of the table that the model has.
std::vector<quant::Precision> comparedOf(const Options& options, const model::Model& model)
{
    std::vector<quant::Precision> compared = precisionsOf(options);
    if (compared.empty()) {
        compared.assign(kCompared.begin(), kCompared.end());
    }
    if (model.tables.empty() && model.ranges.empty()) { // not calibrated
        compared.clear();
    }
    return compared;
}

Json rowsJson(const std::vector<pipeline::Agreement>& rows, const model::Model& model)
{
    Json list = Json::array();
    for (const pipeline::Agreement& row : rows) {
        list.push_back({{"precision", quant::toString(row.precision)},
                        {"weight_bits", row.precision.weightBits},
                        {"activation_bits", row.precision.activationBits},
                        {"runs", row.isSimulated ? "simulated" : "integer"},
                        {"agreement", row.dice ? Json(*row.dice) : Json()},
                        {"weight_bytes", model.weightBytes(row.precision)}});
    }
    return list;
}

Json importFile(const Options& options, const Context& context, ProgressBar& bar)
{
    const auto start = std::chrono::steady_clock::now();
    pipeline::ImportRequest request = requestOf(options);
    requireDistinctFiles(options, context);
    const pipeline::ForeignModel foreign = pipeline::openForeign(
        fromUtf8(options.source), {options.inputName, options.outputName}, context.stop);
    pipeline::ImportedModel imported =
        pipeline::importModel(foreign, request, bar.progress(), context.stop);
    model::writeModel(fromUtf8(options.output), imported.model);
    const auto model = std::make_shared<const model::Model>(std::move(imported.model));
    std::vector<pipeline::Agreement> rows;
    if (const auto compared = comparedOf(options, *model); !compared.empty()) {
        rows = pipeline::measureAgreement(pipeline::makeRuntime(options.threads), model,
                                          imported.slices, compared, bar.progress(), context.stop);
    }
    return {{"model", options.output},
            {"name", model->card.name},
            {"file_bytes", fs::file_size(fromUtf8(options.output))},
            {"source", toJson(foreign)},
            {"input", imported.input},
            {"runs", imported.obstacle.empty() ? "integer" : "simulated"},
            {"obstacle", imported.obstacle.empty() ? Json() : Json(imported.obstacle)},
            {"calibration_slices", imported.slices.size()},
            {"tables", model->tables.size()},
            {"precisions", rowsJson(rows, *model)},
            {"findings", findingsJson(imported.findings)},
            {"seconds",
             std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()}};
}

void printText(const Json& json)
{
    const auto text = [](const Json& value) { return value.get<std::string>(); };
    const bool isInteger = json["runs"] == "integer";
    const auto slices = json["calibration_slices"].get<std::size_t>();
    const Json& test = json["source"]["package_test"];
    std::vector<std::pair<std::string, std::string>> fields{
        {"Model", "'" + text(json["model"]) + "' ("
                      + formatBytes(json["file_bytes"].get<std::size_t>()) + "), named "
                      + text(json["name"])},
        {"From", text(json["source"]["format"]) + ", " + text(json["source"]["operations"])},
        {"Input", text(json["input"])},
        {"1 to 8 bits", slices == 0
                            ? "not calibrated: it runs at 16 and 32 bits alone. Give images "
                              "with --calibrate"
                        : isInteger ? "integer engine"
                                    : "simulated in floats: " + text(json["obstacle"])}};
    if (slices > 0) {
        fields.emplace_back("Calibrated", "on " + std::to_string(slices) + " slices");
    }
    if (!test.is_null()) {
        fields.emplace_back("Own test",
                            std::string(test["passed"].get<bool>() ? "passed" : "FAILED")
                                + ", largest difference "
                                + formatSignificant(test["largest_difference"].get<double>(), 2));
    }
    printFields(fields);
    for (const Json& finding : json["findings"]) {
        printLine((finding["severity"] == "note" ? "Note: " : "Warning: ")
                  + text(finding["sentence"]));
    }
    if (json["precisions"].empty()) {
        return;
    }
    std::vector<std::vector<std::string>> table{{"precision", "agreement", "runs", "weights"}};
    for (const Json& row : json["precisions"]) {
        table.push_back(
            {text(row["precision"]),
             row["agreement"].is_null() ? "-" : formatNumber(row["agreement"].get<double>(), 4),
             text(row["runs"]), formatBytes(row["weight_bytes"].get<std::size_t>())});
    }
    printLine("\nDice with the mask of full precision, on the calibration slices");
    printTable(table);
}

void run(const Options& options, const Context& context)
{
    Json json;
    {
        ProgressBar bar;
        json = importFile(options, context, bar);
    }
    if (context.json) {
        printJson(json);
    } else {
        printText(json);
    }
}

void addDescription(Command& command, Options& options)
{
    command.option("--name", options.name, "Identifier of the model; else from the file's name");
    command.option("--title", options.title, "Its name for people");
    command
        .option("--labels", options.labels,
                "Names of the foreground classes, in order, such as cell,nucleus")
        .commaSeparated();
    command.option("--modality", options.modality, "What images show; else that of the images")
        .oneOf({"CT", "MR", "EM"});
    command
        .option("--spacing", options.spacing,
                "Pixel size that the network was trained on: images are brought to it")
        .shownAs("MM")
        .positive();
    command
        .option(
            "--input", options.input,
            "What the network reads of an image: '0..1', '-1..1', 'zero-mean', 'MEAN,SD' of its "
            "values, or 'window LOW,HIGH', after which one of the others may follow. Else what "
            "the package says; else 8-bit greys 0 to 255 become 0 to 1, of others the "
            "percentiles 1 and 99")
        .shownAs("SCALING");
    command.option("--input-name", options.inputName,
                   "ONNX: the image, where there are several inputs");
    command.option("--output-name", options.outputName,
                   "ONNX: the mask, where there are several outputs");
}

} // namespace

void addImport(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command = addCommand(
        program, context, "import",
        "Make a model of a network of another tool: ONNX, a bioimage.io package, TorchScript",
        [options, &context] { run(*options, context); });
    command
        .option("FILE", options->source,
                "An .onnx file, a package (.zip, folder or rdf.yaml), a TorchScript archive (.pt)")
        .required();
    command.option("-o,--output", options->output, "Model to write")
        .required()
        .check(writableFile({".halftone"}));
    command
        .option("--calibrate", options->images,
                "Images to find 1 to 8 bits by, without labels; 8 slices of them are looked at")
        .shownAs("IMAGE ...")
        .takesAll();
    command
        .option("--precisions", options->precisions,
                "Pairs to calibrate, such as W8A8,W4A6; else all of 2 to 8 and 4 to 8 bits")
        .commaSeparated();
    command.option("--seed", options->seed, "Of the places that calibration looks at")
        .showsDefault();
    addDescription(command, *options);
    addThreads(command, options->threads);
}

} // namespace halftone::cli
