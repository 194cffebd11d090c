// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"
#include "app/cli/dataset_json.h"
#include "app/cli/findings.h"
#include "app/cli/model_json.h"
#include "app/cli/options.h"
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/data/dataset_file.h"
#include "core/model/model_catalog.h"
#include "core/model/model_file.h"
#include "core/model/parse_json.h"
#include "core/model/safetensors.h"

#ifdef HALFTONE_HAVE_IMAGE
#include "app/cli/foreign_info.h"
#include "app/cli/image_info.h"
#endif

#include <array>
#include <filesystem>
#include <memory>

namespace halftone::cli {
namespace {

namespace fs = std::filesystem;

/// Models, datasets and checkpoints are safetensors files: a JSON object after 8 bytes of length.
bool looksLikeSafetensors(const fs::path& path)
{
    const std::string head = firstBytes(path, 9);
    return head.size() == 9 && head[8] == '{';
}

void printModel(const model::Model& model)
{
    const model::ModelCard& card = model.card;
    printFields({{"Model", card.name + ": " + card.title},
                 {"About", card.description},
                 {"Labels", labelsText(card)},
                 {"Licence", card.licence},
                 {"Trained on", card.trainingData},
                 {"Precisions", precisionsText(model)},
                 {"Measured Dice", measuredText(card)},
                 {"Network", std::to_string(model.network.convNodes().size()) + " convolutions, "
                                 + formatNumber(model.network.macs(512, 512) / 1e9, 2)
                                 + " GMAC at 512 x 512"}});
    std::vector<std::vector<std::string>> rows = {{"precision", "weights"}};
    const Json json = toJson(model);
    for (const Json& point : json["precisions"]) {
        // The diagonal and the named stops are enough for a person; --json has all.
        const int weights = point["weight_bits"];
        const int activations = point["activation_bits"];
        const quant::Precision precision{weights, activations};
        if (weights == activations || precision == quant::kBalanced || precision == quant::kSmallest
            || model.tables.size() == 1) {
            rows.push_back(
                {point["precision"], formatBytes(point["weight_bytes"].get<std::size_t>())});
        }
    }
    printTable(rows);
}

/// What a training run saved: enough to know which one it is and how far it came.
Json checkpointJson(const fs::path& path, const std::string& metadata)
{
    const Json stored =
        model::parseJson<Json>(metadata, "The description of '" + toUtf8(path) + "'");
    if (!stored.is_object()) {
        throw Error(ErrorCode::FileFormat, "'" + toUtf8(path)
                                               + "' is a damaged training checkpoint: its "
                                                 "description is not a JSON object. Use another "
                                                 "checkpoint of the same run.");
    }
    Json json = {{"kind", "checkpoint"}, {"file_bytes", fs::file_size(path)}};
    for (const char* key : {"step", "seconds", "best", "classes", "config"}) {
        json[key] = stored.value(key, Json());
    }
    return json;
}

void printCheckpoint(const Json& json)
{
    printFields(
        {{"Checkpoint", "step " + json["step"].dump() + ", best score " + json["best"].dump() + ", "
                            + json["seconds"].dump() + " s of training"},
         {"Size", formatBytes(json["file_bytes"].get<std::size_t>())}});
    printLine(json["config"].dump(2, ' ', true)); // escapes what would steer a terminal
}

/// Models, datasets and checkpoints tell themselves apart by their entry of the metadata.
void describeSafetensors(const fs::path& path, const Context& context)
{
    if (path.extension() != ".halftone") {
        const auto metadata = model::readSafetensors(path, context.stop).metadata;
        if (const auto found = metadata.find("halftone_checkpoint"); found != metadata.end()) {
            const Json json = checkpointJson(path, found->second);
            context.json ? printJson(json) : printCheckpoint(json);
            return;
        }
        if (metadata.contains("halftone_dataset")) {
            const Json json = datasetJson(data::readDataset(path, context.stop));
            context.json ? printJson(json) : printDataset(json);
            return;
        }
    }
    const model::Model model = model::readModel(path, context.stop);
    if (context.json) {
        Json json = {{"kind", "model"}, {"file_bytes", fs::file_size(path)}};
        json.update(toJson(model));
        json["findings"] = findingsJson(model.findings);
        printJson(json);
    } else {
        printModel(model);
        for (const Finding& finding : model.findings) {
            printLine(labelled(finding));
        }
    }
}

/// Whether it was a model of another tool.
bool describeIfForeign([[maybe_unused]] const fs::path& path,
                       [[maybe_unused]] const Context& context)
{
#ifdef HALFTONE_HAVE_IMAGE
    if (!pipeline::isForeign(path)) {
        return false;
    }
    const pipeline::ForeignModel foreign = pipeline::openForeign(path, {}, context.stop);
    if (context.json) {
        printJson(toJson(foreign));
    } else {
        printForeign(foreign);
    }
    return true;
#else
    return false;
#endif
}

void describeImage([[maybe_unused]] const fs::path& path, [[maybe_unused]] int volume,
                   [[maybe_unused]] const Context& context)
{
#ifdef HALFTONE_HAVE_IMAGE
    if (context.json) {
        printJson(imageInfoJson(path, {.volume = volume}, context.stop));
    } else {
        printImageInfo(path, {.volume = volume}, context.stop);
    }
#else
    throw Error(ErrorCode::Unsupported,
                "'" + toUtf8(path)
                    + "' is neither a model nor a dataset, and this build of halftone-cli reads no "
                      "images.");
#endif
}

struct Options {
    std::string name;
    int volume = 0;
};

void run(const Options& options, const Context& context)
{
    const std::string& name = options.name;
    fs::path path = fromUtf8(name);
    std::error_code error;
    if (fs::status(path, error).type() == fs::file_type::not_found) {
        if (path.has_parent_path() || path.has_extension()) {
            throw Error(ErrorCode::FileNotFound, "'" + name + "' does not exist. Check the path.");
        }
        path = model::findModel(name); // or a sentence with the known names
    }
    if (!fs::is_directory(path, error)
        && (path.extension() == ".halftone" || looksLikeSafetensors(path))) {
        describeSafetensors(path, context);
    } else if (!describeIfForeign(path, context)) {
        describeImage(path, options.volume, context);
    }
}

} // namespace

void addInfo(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command = addCommand(program, context, "info",
                                 "Describe an image, a model, a dataset or a checkpoint",
                                 [options, &context] { run(*options, context); });
    command.option("FILE", options->name, "File, DICOM folder, or model name").required();
    addVolume(command, options->volume);
}

} // namespace halftone::cli
