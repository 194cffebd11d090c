// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/prepare.h"

#include "app/cli/context.h"
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
    bool noPhantoms = false;
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

void addPrepare(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command =
        addCommand(program, context, "prepare",
                   "Turn a folder of labelled images into one dataset file", [options, &context] {
                       options->prepare.phantoms = !options->noPhantoms;
                       run(*options, context);
                   });
    std::string layouts = "Data folders, the first that fits is read (core/data/prepare.h has the "
                          "details):";
    for (const std::string& task : data::prepareTasks()) {
        layouts += "\n  " + task + ": " + data::prepareLayouts(task);
    }
    command.footer(layouts);
    command.option("TASK", options->task, "What to learn: " + joinWords(data::prepareTasks()))
        .required()
        .oneOf(data::prepareTasks());
    command.option("DATA_FOLDER", options->folder, "Folder with the labelled images").required();
    command
        .option("--validation", options->prepare.validationSubjects,
                "Validate on this subject instead of the task's own, and train on the others "
                "(repeat for more)")
        .shownAs("SUBJECT")
        .oneValueEach();
    command.flag("--no-phantoms", options->noPhantoms,
                 "Do without synthetic slices beside the real ones");
    command.option("-o,--output", options->output, "Dataset file to write")
        .required()
        .check(writableFile({}));
}

} // namespace halftone::cli
