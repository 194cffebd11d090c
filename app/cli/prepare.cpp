// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/recipe.h"

#include "app/cli/command.h"
#include "app/cli/dataset_json.h"
#include "app/cli/options.h"
#include "app/cli/progress_bar.h"

#include <memory>

namespace halftone::cli {
namespace {

struct Options {
    std::string task;
    std::string folder;
    std::string output;
    data::PrepareOptions prepare;
};

void run(const Options& options, const Context& context)
{
    data::Dataset dataset;
    {
        ProgressBar bar;
        dataset = data::prepare(options.task, options.folder, bar.progress(), context.stop,
                                options.prepare);
    }
    throwIfStopped(context.stop);
    data::writeDataset(options.output, dataset);
    Json json = datasetJson(dataset);
    json["dataset"] = options.output;
    if (context.json) {
        printJson(json);
    } else {
        printDataset(json);
        printLine("Wrote '" + options.output + "'.");
    }
}

} // namespace

void addPrepare(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = addCommand(app, context, "prepare",
                                   "Turn a folder of labelled images into one dataset file",
                                   [options, &context] { run(*options, context); });
    std::string layouts = "Data folders, the first that fits is read (core/data/prepare.h has the "
                          "details):";
    std::vector<std::string> tasks;
    for (const data::Recipe& recipe : data::recipes()) {
        tasks.emplace_back(recipe.task);
        layouts += "\n  " + tasks.back() + ": " + std::string(recipe.layouts);
    }
    command->footer(layouts);
    command->add_option("TASK", options->task, "What to learn: " + joinWords(tasks))
        ->required()
        ->check(CLI::IsMember(tasks));
    command->add_option("DATA_FOLDER", options->folder, "Folder with the labelled images")
        ->required();
    command
        ->add_option("--validation", options->prepare.validationSubjects,
                     "Validate on this subject instead of the task's own, and train on the others "
                     "(repeat for more)")
        ->type_name("SUBJECT")
        ->allow_extra_args(false);
    command->add_flag_callback(
        "--no-phantoms", [options] { options->prepare.phantoms = false; },
        "Do without synthetic slices beside the real ones");
    command->add_option("-o,--output", options->output, "Dataset file to write")
        ->required()
        ->check(writableFile({}));
}

} // namespace halftone::cli
