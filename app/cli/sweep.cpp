// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep.h"

#include "app/cli/context.h"
#include "app/cli/findings.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/peak_memory.h"
#include "app/cli/progress_bar.h"
#include "app/cli/provenance.h"
#include "app/cli/slice_choice.h"
#include "app/cli/sweep_input.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/same_file.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/sweep_report.h"

#include <algorithm>
#include <memory>
#include <set>
#include <span>

namespace halftone::cli {
namespace {

constexpr std::size_t kExamples = 3; // images with pictures in a report

struct Options {
    std::vector<std::string> images;
    std::vector<std::string> references;
    std::string cases;
    std::vector<std::string> labels;
    std::string slices;
    int volume = 0;
    std::string model;
    std::vector<int> weights;
    std::vector<int> activations;
    std::string csv;
    std::string report;
    bool noPeakRss = false;
    bool noDistances = false;
    int threads = 0;
};

SweepSource sourceOf(const Options& options)
{
    if (options.images.empty() == options.cases.empty()) {
        refuseUsage("Give images, or --cases with a CSV of them, not both");
    }
    if (!options.references.empty() && options.references.size() != options.images.size()) {
        refuseUsage(std::to_string(options.images.size()) + " images but "
                    + std::to_string(options.references.size())
                    + " references: give one --reference for each image, in the same order");
    }
    const data::SliceChoice slices = parseSlices(options.slices);
    if (slices.kind == data::SliceChoice::Kind::Labelled && options.references.empty()
        && options.cases.empty()) {
        refuseUsage("--slices labelled needs --reference");
    }
    SweepSource source{options.images, options.references, options.cases, options.labels, slices};
    source.volume = options.volume;
    return source;
}

std::vector<quant::Precision> precisionsOf(const Options& options, const model::Model& model,
                                           Findings& findings)
{
    std::vector<int> weights = options.weights;
    std::vector<int> activations = options.activations;
    const bool given = !weights.empty() || !activations.empty();
    const bool withFloat = !given && pipeline::fullPrecision(model).isFloat();
    if (weights.empty()) {
        weights = {8, 6, 4, 3, 2, 1};
    }
    if (activations.empty()) {
        activations = {8, 6, 4, 2};
    }
    std::vector<quant::Precision> precisions =
        pipeline::precisionProduct(weights, activations, &findings);
    if (withFloat) {
        precisions.insert(precisions.begin(), quant::kFull);
    }
    if (precisions.empty()) {
        refuseUsage("No pair of --weights and --activations exists: 1 to 8 combine "
                    "freely, 16 and 32 only with themselves");
    }
    return precisions;
}

/// Everything a run knows, until it is printed.
struct Outcome {
    std::shared_ptr<const model::Model> model;
    std::vector<pipeline::TradeoffPoint> points;
    Findings findings;
    report::Provenance provenance;
    std::vector<pipeline::ExampleSlice> examples;
    std::size_t cases = 0;
};

std::vector<std::string> pathsOf(const Options& options)
{
    std::vector<std::string> paths = {options.cases, options.csv, options.report};
    paths.insert(paths.end(), options.images.begin(), options.images.end());
    paths.insert(paths.end(), options.references.begin(), options.references.end());
    return paths;
}

/// What is known once the sweep is over.
void completeProvenance(Outcome& outcome, const pipeline::Runtime& runtime)
{
    report::Provenance& provenance = outcome.provenance;
    setModel(provenance, *outcome.model);
    provenance.isa = engine::toString(runtime.isa);
    provenance.threads = runtime.pool->threads();
    std::set<std::string> labels;
    bool usesFloat = pipeline::fullPrecision(*outcome.model).isFloat(); // agreement, losses
    for (const pipeline::TradeoffPoint& point : outcome.points) {
        usesFloat = usesFloat || !point.precision.isInteger();
        for (const auto& entry : point.dicePerStructure) {
            labels.insert(entry.first);
        }
    }
    provenance.labels = {labels.begin(), labels.end()};
    provenance.libtorch = usesFloat ? libtorchVersion() : std::string();
    provenance.units = {{"dice", "1"},
                        {"loss", "1"},
                        {"latency", "ms"},
                        {"memory", "bytes"},
                        {"distance", "mm, or voxels where the spacing is unknown"},
                        {"volume", "voxels, and ml where the spacing is known"}};
}

/// Before any work: no table or page over what is read, the files that an image or a list names
/// too.
void requireInputsKept(const Options& options, const SweepSource& source, const StopToken& stop)
{
    const std::vector<FileRole> outputs = {{"the table (--csv)", fromUtf8(options.csv)},
                                           {"the report (--report)", fromUtf8(options.report)}};
    std::vector<FileRole> inputs = {{"the list of cases", fromUtf8(options.cases)},
                                    {"the model", model::findModel(options.model)}};
    const bool mayReplaceOne =
        std::any_of(outputs.begin(), outputs.end(), [](const FileRole& file) {
            std::error_code ignored;
            return std::filesystem::exists(file.path, ignored);
        });
    if (mayReplaceOne) { // else no header need be read for the files that it names
        const std::vector<FileRole> ofCases = filesOfCases(source, stop);
        inputs.insert(inputs.end(), ofCases.begin(), ofCases.end());
    }
    requireDistinct(outputs, inputs);
}

Outcome measure(const Options& options, const Context& context)
{
    Outcome outcome;
    outcome.provenance = beginProvenance(context, pathsOf(options), options.model);
    const SweepSource source = sourceOf(options);
    requireInputsKept(options, source, context.stop);
    outcome.model = model::loadModel(options.model, context.stop);
    const std::vector<quant::Precision> precisions =
        precisionsOf(options, *outcome.model, outcome.findings);
    ProgressBar bar;
    if (!outcome.findings.empty()) {
        const std::size_t more = outcome.findings.size() - 1;
        bar.message(labelled(outcome.findings.front())
                    + (more > 0 ? " So are " + std::to_string(more) + " more such pairs." : ""));
    }
    const FindingFn found = [&](const Finding& finding) {
        outcome.findings.push_back(finding);
        bar.message(labelled(finding));
    };
    for (const Finding& finding : outcome.model->findings) {
        found(finding);
    }
    ReadInputFn read;
    if (context.json || !options.csv.empty() || !options.report.empty()) { // else nobody asks
        read = [&](const ReadInput& input) { addInput(outcome.provenance, context, input); };
        if (!options.cases.empty()) {
            read({"cases", fromUtf8(options.cases), {}});
        }
    }
    const pipeline::CaseSource cases = openCases(source, outcome.model, found, read);

    pipeline::SweepOptions sweepOptions;
    sweepOptions.precisions = precisions;
    sweepOptions.distances = !options.noDistances;
    if (!options.noPeakRss) {
        sweepOptions.peakRss =
            peakRssOf(model::findModel(options.model), options.threads, context.stop);
    }
    if (!options.report.empty()) {
        sweepOptions.examples = kExamples;
        sweepOptions.example = [&](pipeline::ExampleSlice&& slice) {
            outcome.examples.push_back(std::move(slice));
        };
    }
    const pipeline::Runtime runtime = pipeline::makeRuntime(options.threads);
    outcome.points =
        pipeline::sweep(runtime, outcome.model, cases, sweepOptions, bar.progress(), context.stop);
    outcome.cases = cases.names.size();
    completeProvenance(outcome, runtime);
    return outcome;
}

void writeFiles(const Options& options, const Outcome& outcome, const Context& context)
{
    if (!options.csv.empty()) {
        writeAtomically(fromUtf8(options.csv),
                        pipeline::toCsv(outcome.points, &outcome.provenance));
    }
    if (!options.report.empty()) {
        pipeline::ReportContext report;
        report.card = outcome.model->card;
        report.facts = {{"Reference", outcome.provenance.labels.empty()
                                          ? "none: agreement with full precision is shown"
                                          : "given"}};
        report.findings = shownFindings(outcome.findings, context);
        report.provenance = outcome.provenance;
        report.examples = outcome.examples;
        report::writeDocument(fromUtf8(options.report),
                              pipeline::makeReport(outcome.points, report));
    }
}

void print(const Options& options, const Outcome& outcome, const Context& context)
{
    if (!context.json) {
        std::string table = pipeline::toTable(outcome.points);
        while (!table.empty() && table.back() == '\n') {
            table.pop_back();
        }
        printLine(table);
        return;
    }
    Json json = Json::parse(pipeline::toJson(outcome.points));
    json["model"] = outcome.model->card.name;
    json["images"] = outcome.cases;
    json["isa"] = outcome.provenance.isa;
    json["threads"] = outcome.provenance.threads;
    json["provenance"] = provenanceJson(outcome.provenance);
    const Findings findings = shownFindings(outcome.findings, context);
    json["notes"] = sentences(findings);
    json["findings"] = findingsJson(findings);
    json["csv"] = shownPath(options.csv, context);
    json["report"] = shownPath(options.report, context);
    printJson(json);
}

void run(const Options& options, const Context& context)
{
    const Outcome outcome = measure(options, context);
    throwIfStopped(context.stop); // the last moment to leave no file
    writeFiles(options, outcome, context);
    print(options, outcome, context);
}

void addBits(Command& command, const std::string& name, std::vector<int>& bits,
             const std::string& what)
{
    command.option(name, bits, what).commaSeparated().check(bitWidth());
}

} // namespace

void addSweep(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command = addCommand(program, context, "sweep",
                                 "Measure Dice, memory and latency over many bit widths",
                                 [options, &context] { run(*options, context); });
    command.option("IMAGE", options->images, "Images; each is a case of its own");
    command.option("--reference", options->references,
                   "Reference labels, one file an image, in the same order");
    command.option("--cases", options->cases,
                   "CSV with columns case, image, reference (or reference:<label>), if wanted "
                   "subject; rows of "
                   "one case are pooled");
    addReferenceLabels(command, options->labels);
    addSlices(command, options->slices);
    addVolume(command, options->volume);
    addModel(command, options->model).required();
    addBits(command, "--weights", options->weights,
            "Weight bits, such as 8,6,4,3,2,1 (the default, with 32 where float can run)");
    addBits(command, "--activations", options->activations,
            "Activation bits, such as 8,6,4,2 (the default)");
    command.option("--csv", options->csv, "Also write the points as CSV")
        .check(writableFile({".csv"}));
    command
        .option("--report", options->report,
                "Also write a report with tables, charts and pictures: a page (.html) or a PDF "
                "(.pdf), as "
                "the name ends")
        .check(writableFile(report::documentExtensions()));
    command.flag("--no-peak-rss", options->noPeakRss,
                 "Do not start a process for each precision to measure its peak memory");
    command.flag("--no-distances", options->noDistances,
                 "Do not measure how far the surfaces of mask and reference lie apart, which takes "
                 "time on large volumes");
    addThreads(command, options->threads);
    addFullPaths(command, context);
}

} // namespace halftone::cli
