// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"
#include "app/cli/dataset_json.h"
#include "app/cli/options.h"
#include "app/cli/progress_bar.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/data/prepare_folder.h"
#include "core/data/recipe.h"
#include "core/train/starting_config.h"

#include <memory>

namespace halftone::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOwnFolder = "folder"; // the task that any images can be

struct Options {
    std::string task;
    std::string folder;
    std::string output;
    std::vector<std::string> validation;
    bool phantoms = true;
    bool noPhantoms = false;
    // of a user's own folder
    std::string name;
    double validationFraction = 0; // 0: not given
    int seed = 1;
    std::string subjectPattern;
    std::string window;
    double spacingMm = -1; // not given
    bool force = false;
};

std::pair<double, double> parseWindow(const std::string& text)
{
    const std::size_t colon = text.find(':');
    const auto low = parseNumber(std::string_view(text).substr(0, colon));
    const auto high = colon == std::string::npos
                          ? std::nullopt
                          : parseNumber(std::string_view(text).substr(colon + 1));
    if (!low || !high || !(*low < *high)) {
        refuseUsage("--window '" + text
                    + "' is not a range of values: give lowest:highest, such as "
                      "-160:240");
    }
    return {*low, *high};
}

data::FolderOptions folderOptions(const Options& options)
{
    data::FolderOptions folder;
    folder.name = options.name;
    folder.validationSubjects = options.validation;
    if (options.validationFraction > 0) {
        folder.validationFraction = options.validationFraction;
    }
    folder.seed = static_cast<std::uint32_t>(options.seed);
    folder.subjectPattern = options.subjectPattern;
    if (!options.window.empty()) {
        folder.window = parseWindow(options.window);
    }
    if (options.spacingMm >= 0) {
        folder.spacingMm = options.spacingMm;
    }
    return folder;
}

void requireNoFolderOptions(const Options& options)
{
    if (!options.name.empty() || options.validationFraction > 0 || !options.subjectPattern.empty()
        || !options.window.empty() || options.spacingMm >= 0) {
        refuseUsage(
            "The task '" + options.task
            + "' has a name, a split and a preprocessing of its own: --name, "
              "--validation-fraction, --subject-pattern, --window and --spacing are for the task "
              "'folder'");
    }
}

/// liver.dataset -> liver.json
fs::path configBeside(const fs::path& dataset)
{
    return fs::path(dataset).replace_extension(".json");
}

/// Before any work: neither dataset nor configuration takes the place of images or labels. A
/// configuration may have been edited: unlike the dataset, it cannot be made again.
void requireFreeNames(const Options& options, const StopToken& stop)
{
    const fs::path config = configBeside(fromUtf8(options.output));
    if (config == fromUtf8(options.output)) {
        refuseUsage("The dataset '" + options.output
                    + "' would replace its own configuration: give another ending, "
                      "such as .dataset");
    }
    data::requireInputsKept(fromUtf8(options.folder), {fromUtf8(options.output), config}, stop);
    if (!mayReplace(config)) {
        throw Error(ErrorCode::InvalidArgument,
                    "The configuration beside the dataset would have the name '" + toUtf8(config)
                        + "', which is there and is no regular file. Give another -o FILE.");
    }
    if (!options.force && fs::exists(config)) {
        throw Error(ErrorCode::InvalidArgument,
                    "There is a configuration '" + toUtf8(config)
                        + "' already, which you may have changed. Give --force to replace it, or "
                          "another -o FILE.");
    }
}

void writeConfig(const fs::path& path, const data::Dataset& dataset, const fs::path& datasetFile)
{
    train::TrainConfig config = train::startingConfig(dataset);
    config.dataset = fs::absolute(datasetFile);
    config.output = fs::absolute(fs::path(datasetFile).replace_extension(""));
    config.output += "-training";
    writeAtomically(path, train::toJson(config));
}

void run(const Options& options, const Context& context)
{
    const bool own = options.task == kOwnFolder;
    data::Dataset dataset;
    {
        ProgressBar bar;
        if (own) {
            const data::FolderOptions wanted = folderOptions(options); // refuses wrong usage first
            requireFreeNames(options, context.stop);
            dataset = data::prepareFolder(fromUtf8(options.folder), wanted, bar.log(),
                                          bar.progress(), context.stop);
        } else {
            requireNoFolderOptions(options);
            dataset = data::prepare(options.task, fromUtf8(options.folder), bar.progress(),
                                    context.stop, {options.validation, options.phantoms});
        }
    }
    throwIfStopped(context.stop);
    data::writeDataset(fromUtf8(options.output), dataset);
    Json json = datasetJson(dataset);
    json["dataset"] = options.output;
    if (own) {
        const fs::path config = configBeside(fromUtf8(options.output));
        writeConfig(config, dataset, fromUtf8(options.output));
        json["config"] = toUtf8(config);
        json["training_data"] = dataset.card.trainingData;
    }
    if (context.json) {
        printJson(json);
        return;
    }
    printDataset(json);
    printLine("Wrote '" + options.output + "'.");
    if (own) {
        printLine(dataset.card.trainingData);
        printLine("Wrote a configuration to begin with; train by: halftone-cli train "
                  + json["config"].get<std::string>());
    }
}

void addFolderOptions(Command& command, Options& options)
{
    command.option("--name", options.name,
                   "folder: name of the model (default: that of the folder)");
    command
        .option("--validation-fraction", options.validationFraction,
                "folder: part of the subjects to validate on (default: 0.2, or the column split of "
                "cases.csv)")
        .inRange(0.01, 0.99);
    command.option("--seed", options.seed, "folder: of the subjects drawn for validation")
        .inRange(0, 1 << 30)
        .showsDefault();
    command
        .option("--subject-pattern", options.subjectPattern,
                "folder: regular expression that finds the subject in the name of a case, such as "
                "'^[^_]+' (default: each case is a subject)")
        .shownAs("REGEX");
    command
        .option("--window", options.window,
                "folder: values that become black and white (default: from the images)")
        .shownAs("A:B");
    command
        .option("--spacing", options.spacingMm,
                "folder: size of a pixel in slices, 0: as stored (default: from the images)")
        .shownAs("MM")
        .inRange(0.0, 1000.0);
    command.flag("--force", options.force, "folder: replace the configuration that is there");
}

} // namespace

void addPrepare(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command =
        addCommand(program, context, "prepare",
                   "Turn a folder of labelled images into one dataset file", [options, &context] {
                       options->phantoms = !options->noPhantoms;
                       run(*options, context);
                   });
    std::string layouts = "Data folders, the first that fits is read (core/data/prepare.h and "
                          "prepare_folder.h have the details):";
    std::vector<std::string> tasks;
    for (const data::Recipe& recipe : data::recipes()) {
        tasks.emplace_back(recipe.task);
        layouts += "\n  " + tasks.back() + ": " + std::string(recipe.layouts);
    }
    tasks.emplace_back(kOwnFolder);
    layouts += "\n  folder: images of your own, as cases.csv (columns case, image, reference or "
               "reference:<label>; subject, split) or as nnU-Net has them: dataset.json, "
               "imagesTr/CASE_0000.EXT, labelsTr/CASE.EXT. Writes a training configuration beside "
               "the dataset";
    command.footer(layouts);
    command.option("TASK", options->task, "What to learn: " + joinWords(tasks))
        .required()
        .oneOf(tasks);
    command.option("DATA_FOLDER", options->folder, "Folder with the labelled images").required();
    command
        .option("--validation", options->validation,
                "Validate on these subjects instead of the task's own, and train on the others")
        .shownAs("SUBJECT,...")
        .commaSeparated()
        .oneValueEach();
    command.flag("--no-phantoms", options->noPhantoms,
                 "Do without synthetic slices beside the real ones");
    addFolderOptions(command, *options);
    command.option("-o,--output", options->output, "Dataset file to write")
        .required()
        .check(writableFile({}));
}

} // namespace halftone::cli
