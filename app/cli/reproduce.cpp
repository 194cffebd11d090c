// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"
#include "app/cli/engine_predictor.h"
#include "app/cli/options.h"
#include "app/cli/peak_memory.h"
#include "app/cli/progress_bar.h"
#include "app/cli/provenance.h"
#include "app/cli/results.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/model/model_file.h"
#include "core/pipeline/reproduction.h"

#include <memory>
#include <optional>
#include <set>

namespace halftone::cli {
namespace {

struct Options {
    pipeline::ReproductionPlan plan;
    bool noPeakRss = false;
};

/// What the numbers are of: the data set that was prepared, the configuration of a training.
report::Provenance completed(report::Provenance provenance, const pipeline::ReproductionPlan& plan,
                             const pipeline::Reproduced& made, const std::filesystem::path& dataset,
                             std::span<const pipeline::ResultRow> rows, const Context& context)
{
    const auto model = model::readModel(made.model);
    setModel(provenance, model);
    if (!dataset.empty()) {
        addInput(provenance, context, {"dataset", dataset, {}});
    }
    if (plan.model.empty()) {
        addInput(provenance, context, {"configuration", plan.config, {}});
    } else {
        addInput(provenance, context, {"model", plan.model, {}});
    }
    const pipeline::Runtime runtime = pipeline::makeRuntime(plan.threads);
    provenance.isa = engine::toString(runtime.isa);
    provenance.threads = runtime.pool->threads();
    std::set<std::string> labels;
    for (const pipeline::ResultRow& row : rows) {
        labels.insert(row.label);
    }
    provenance.labels = {labels.begin(), labels.end()};
    provenance.libtorch = pipeline::fullPrecision(model).isFloat() ? libtorchVersion() : "";
    provenance.units = {{"dice", "1"}, {"loss", "1"}, {"latency", "ms"}, {"memory", "bytes"}};
    return provenance;
}

void run(const Options& options, const Context& context)
{
    pipeline::ReproductionPlan plan = options.plan;
    const auto textOf = [](const std::filesystem::path& path) { return toUtf8(path); };
    report::Provenance provenance = beginProvenance(
        context, {textOf(plan.data), textOf(plan.folder), textOf(plan.config), textOf(plan.model)},
        {});
    std::filesystem::path dataset;
    if (plan.folder.empty()) {
        plan.folder = "reproduce-" + plan.task;
    }
    if (plan.config.empty()) {
        plan.config = pipeline::shippedConfig(plan.task);
    }
    plan.integerPredictor = integerEngine(plan.threads);
    if (!options.noPeakRss) {
        plan.peakRss = [&](const std::filesystem::path& model) {
            return peakRssOf(model, plan.threads, context.stop);
        };
    }
    Json stages = Json::array();
    std::optional<ProgressBar> bar(std::in_place); // one a stage: each begins at nothing
    pipeline::ReproductionWatch watch;
    watch.begins = [](const std::string& stage) {
        setInterruptPatience(stage == "train" ? kTrainingPatience : kInterruptPatience);
    };
    watch.log = [&](LogLevel, std::string_view text) { bar->message(text); };
    watch.progress = [&](double fraction, std::string_view what) {
        reportProgress(bar->progress(), fraction, what); // which is none without a terminal
    };
    watch.finished = [&](const pipeline::StageDone& stage) {
        bar.reset();
        if (stage.name == "prepare") {
            dataset = stage.output;
        }
        const std::string state = stage.upToDate ? "up to date" : "done";
        stages.push_back(
            {{"stage", stage.name}, {"state", state}, {"output", toUtf8(stage.output)}});
        if (!context.json) {
            printLine(stage.name + ": " + state + " ('" + toUtf8(stage.output) + "')");
        }
        bar.emplace();
    };
    const pipeline::Reproduced made = pipeline::reproduce(plan, watch, context.stop);
    bar.reset();
    const std::vector<pipeline::ResultRow> results = pipeline::readRows(made.rows);
    if (context.json) {
        printJson({{"task", plan.task},
                   {"model", toUtf8(made.model)},
                   {"stages", stages},
                   {"rows", toJson(results)},
                   {"rows_csv", toUtf8(made.rows)},
                   {"cases_csv", toUtf8(made.cases)},
                   {"provenance", provenanceJson(completed(std::move(provenance), plan, made,
                                                           dataset, results, context))}});
    } else {
        printLine("");
        printResults(results);
    }
}

} // namespace

void addReproduce(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command =
        addCommand(program, context, "reproduce",
                   "Prepare, train, export and measure a shipped model, and compare with its goals",
                   [options, &context] { run(*options, context); });
    std::vector<std::string> names;
    for (const data::Recipe& recipe : data::recipes()) {
        names.emplace_back(recipe.task);
    }
    command.option("TASK", options->plan.task, "What to learn: " + joinWords(names))
        .required()
        .oneOf(names);
    command.option("DATA_FOLDER", options->plan.data, "Folder with the labelled images")
        .required()
        .existingFolder();
    command.option("-o,--output", options->plan.folder,
                   "Folder for everything that is made (default: reproduce-TASK)");
    command
        .option("--minutes", options->plan.minutes,
                "Train for this long instead of what the configuration says")
        .positive();
    command.flag("--resume", options->plan.resume, "Go on with a training that was stopped");
    command.option("--config", options->plan.config,
                   "Training configuration (JSON) instead of the shipped one");
    command.option("--model", options->plan.model, "Measure this model file; train nothing")
        .existingFile();
    command
        .option("--validation", options->plan.validation,
                "Validate on this subject instead of the task's own, and train on the others "
                "(repeat for more)")
        .shownAs("SUBJECT")
        .takesAll();
    command.option("--device", options->plan.device, "cpu or cuda")
        .oneOf({"cpu", "cuda"})
        .showsDefault();
    command.flag("--no-peak-rss", options->noPeakRss,
                 "Do not start a process for each precision to measure its peak memory");
    addThreads(command, options->plan.threads);
    addFullPaths(command, context);
}

} // namespace halftone::cli
