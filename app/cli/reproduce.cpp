// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/engine_predictor.h"
#include "app/cli/options.h"
#include "app/cli/outside_checks.h"
#include "app/cli/peak_memory.h"
#include "app/cli/progress_bar.h"
#include "app/cli/results.h"
#include "app/cli/sweep_input.h"
#include "app/cli/validation_cases.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/data/prepare.h"
#include "core/model/model_file.h"
#include "core/nn/torch_runtime.h"
#include "core/pipeline/read_cases.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>

namespace halftone::cli {
namespace {

namespace fs = std::filesystem;

struct Task {
    const char* name;  ///< of data::prepare
    const char* model; ///< of the configuration and of what comes out
};
constexpr std::array<Task, 3> kTasks{
    {{"em", "em-membrane"}, {"gm", "cord-gray-matter"}, {"pancreas", "ct-pancreas"}}};

struct Options {
    std::string task;
    std::string data;
    std::string folder;
    std::string config;
    std::string model;
    std::vector<std::string> validation;
    double minutes = 0; ///< 0: as the configuration says
    bool resume = false;
    std::string device = "cpu";
    int threads = 0;
    bool noPeakRss = false;
};

void writeText(const fs::path& path, const std::string& text)
{
    writeAtomically(path, std::as_bytes(std::span(text)));
}

std::string readText(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// True if `output` exists and none of `inputs` was written after it.
bool isUpToDate(const fs::path& output, const std::vector<fs::path>& inputs)
{
    std::error_code error;
    const fs::file_time_type made = fs::last_write_time(output, error);
    return !error && std::all_of(inputs.begin(), inputs.end(), [&](const fs::path& input) {
        std::error_code missing;
        const fs::file_time_type changed = fs::last_write_time(input, missing);
        return !missing && changed <= made;
    });
}

/// The stages of one task, each skipped where its output is there and newer than what it is made
/// from, so that a run that was stopped goes on where it was.
class Reproduction {
public:
    Reproduction(const Options& options, const Context& context)
        : m_options(options), m_context(context), m_task(taskOf(options.task)),
          m_folder(options.folder.empty() ? "reproduce-" + options.task : options.folder),
          m_model(options.model.empty() ? file(".halftone") : fs::path(options.model)),
          m_training(m_folder / "training"), m_trained(m_folder / "training.done")
    {
    }

    void run()
    {
        fs::create_directories(m_folder);
        if (m_options.model.empty()) {
            prepare();
            configure();
            train();
            exportModel();
        } else {
            requireOwnModel();
        }
        measure();
        writeCard();
        measureOutside();
        print();
    }

private:
    static const Task& taskOf(const std::string& name)
    {
        return *std::find_if(kTasks.begin(), kTasks.end(),
                             [&](const Task& task) { return name == task.name; });
    }

    [[nodiscard]] fs::path file(const std::string& ending) const
    {
        return m_folder / (m_task.model + ending);
    }
    [[nodiscard]] fs::path dataset() const { return file(".dataset"); }
    [[nodiscard]] fs::path config() const { return m_folder / "config.json"; }
    [[nodiscard]] fs::path rows() const { return file(".sweep.csv"); }
    [[nodiscard]] fs::path outside() const { return file(".outside.csv"); }
    [[nodiscard]] fs::path cases() const { return file(".cases.csv"); }

    /// Runs a stage or says that it needs not run.
    template <typename Work>
    void stage(const std::string& name, const fs::path& output, bool upToDate, const Work& work)
    {
        if (!upToDate) {
            ProgressBar bar;
            bar.message(name + ": ...");
            work(bar);
            throwIfStopped(m_context.stop);
        }
        const std::string state = upToDate ? "up to date" : "done";
        m_stages.push_back({{"stage", name}, {"state", state}, {"output", toUtf8(output)}});
        if (!m_context.json) {
            printLine(name + ": " + state + " ('" + toUtf8(output) + "')");
        }
    }

    void prepare()
    {
        // Made once: that data folders are touched is no reason to throw a training away.
        stage("prepare", dataset(), fs::exists(dataset()), [&](ProgressBar& bar) {
            data::PrepareOptions options;
            options.validationSubjects = m_options.validation;
            const data::Dataset made =
                data::prepare(m_task.name, m_options.data, bar.progress(), m_context.stop, options);
            throwIfStopped(m_context.stop);
            data::writeDataset(dataset(), made);
        });
    }

    /// The shipped configuration with this run's folders; rewritten only where it differs.
    void configure() const
    {
        const fs::path shipped = executablePath().parent_path().parent_path() / "share" / "halftone"
                                 / "training" / (std::string(m_task.model) + ".json");
        const fs::path source = m_options.config.empty() ? shipped : fs::path(m_options.config);
        if (!fs::is_regular_file(source)) {
            throw Error(ErrorCode::FileNotFound,
                        "There is no training configuration '" + toUtf8(source)
                            + "'. Give one with --config (resources/training/ has them).");
        }
        Json json = Json::parse(readText(source), nullptr, false);
        if (!json.is_object()) {
            throw Error(ErrorCode::FileFormat,
                        "Training configuration '" + toUtf8(source) + "' is not a JSON object.");
        }
        json["dataset"] = toUtf8(fs::absolute(dataset()));
        json["output"] = toUtf8(fs::absolute(m_training));
        if (m_options.minutes > 0) {
            json.erase("steps");
            json["minutes"] = m_options.minutes;
        }
        const std::string text = json.dump(2) + "\n";
        if (text != readText(config())) {
            writeText(config(), text);
        }
    }

    void train()
    {
        const bool done = isUpToDate(m_trained, {dataset(), config()});
        if (!done && !m_options.resume && fs::exists(m_training / "last.checkpoint")) {
            throw Error(ErrorCode::InvalidArgument,
                        "'" + toUtf8(m_training)
                            + "' holds a training that was stopped, or was run with other settings "
                              "or data. Give --resume to go on with it, or another -o FOLDER.");
        }
        stage("train", m_training, done, [&](ProgressBar& bar) {
            nn::TrainRequest request;
            request.config = config();
            request.resume = m_options.resume && fs::exists(m_training / "last.checkpoint");
            request.device = m_options.device;
            request.threads = m_options.threads;
            torch()->train(request, bar.log(), bar.progress(), m_context.stop);
            writeText(m_trained, "");
        });
    }

    void exportModel()
    {
        const fs::path checkpoint = m_training / "best.checkpoint";
        stage("export", m_model, isUpToDate(m_model, {m_trained, checkpoint}),
              [&](ProgressBar& bar) {
                  writeAtomically(m_model, [&](const fs::path& temporary) {
                      nn::ExportRequest request;
                      request.checkpoint = checkpoint;
                      request.dataset = dataset();
                      request.output = temporary;
                      request.integerPredictor = integerEngine(m_options.threads);
                      torch()->exportModel(request, bar.log(), bar.progress(), m_context.stop);
                  });
              });
    }

    void measure()
    {
        const ValidationCases validation =
            validationCases(m_task.name, m_options.data, m_options.validation);
        fs::path list = m_folder / "validation.csv";
        if (validation.csv.empty()) { // images and labels only prepare can bring together
            list = dataset();
            if (!m_options.model.empty()) {
                prepare();
            }
        } else if (validation.csv != readText(list)) {
            writeText(list, validation.csv);
        }
        const bool done =
            isUpToDate(rows(), {m_model, list}) && isUpToDate(cases(), {m_model, list});
        stage("sweep", rows(), done, [&](ProgressBar& bar) {
            static_cast<void>(torch()); // full precision comes first: fail before anything else
            const auto model = std::make_shared<const model::Model>(model::readModel(m_model));
            std::size_t notes = 0; // images of one kind: what is said of one is said of all
            const LogFn log = [&](LogLevel, std::string_view text) {
                if (++notes == 1) {
                    bar.message(text);
                }
            };
            const pipeline::CaseSource images = validation.csv.empty()
                                                    ? openDataset(list, validation.sliceIsCase)
                                                    : openImages(list, validation, model, log);
            pipeline::SweepOptions sweep;
            sweep.precisions = comparedPrecisions();
            if (!m_options.noPeakRss) {
                sweep.peakRss = peakRssOf(m_model, m_options.threads, m_context.stop);
            }
            const std::vector<pipeline::TradeoffPoint> points =
                pipeline::sweep(pipeline::makeRuntime(m_options.threads), model, images, sweep,
                                bar.progress(), m_context.stop);
            if (notes > 1) {
                bar.message("So for " + std::to_string(notes - 1) + " more.");
            }
            const Results results = resultsOf(m_task.name, points);
            throwIfStopped(m_context.stop);
            writeText(cases(), casesToCsv(results));
            writeText(rows(), rowsToCsv(results));
        });
    }

    /// A finished model must not replace what a training in the same folder gave.
    void requireOwnModel() const
    {
        const fs::path own = file(".halftone");
        if (fs::exists(m_training) && !(fs::exists(own) && fs::equivalent(own, m_model))) {
            throw Error(ErrorCode::InvalidArgument,
                        "'" + toUtf8(m_folder)
                            + "' holds a training, whose model the measured copy of '"
                            + toUtf8(m_model) + "' would replace. Give another -o FOLDER.");
        }
    }

    /// The measured rows into the card of the model in the folder, so that whoever looks at the
    /// file reads what the CSV says.
    void writeCard()
    {
        const fs::path carded = file(".halftone");
        const std::vector<model::MeasuredDice> measured = measuredOf(readRows(rows()));
        const bool done =
            isUpToDate(carded, {m_model}) && model::readModel(carded).card.measured == measured;
        stage("card", carded, done, [&](ProgressBar&) {
            model::Model model = model::readModel(m_model);
            model.card.measured = measured;
            const fs::file_time_type made = fs::last_write_time(m_model);
            model::writeModel(carded, model);
            fs::last_write_time(carded, made); // its weights are no newer: nothing to measure again
        });
    }

    /// Images of other sources, where the data folder has some.
    void measureOutside()
    {
        if (!hasOutsideSets(m_task.name, m_options.data)) {
            return;
        }
        stage("outside checks", outside(), isUpToDate(outside(), {m_model}), [&](ProgressBar& bar) {
            const auto model = std::make_shared<const model::Model>(model::readModel(m_model));
            const std::vector<OutsideSet> sets =
                outsideSets(m_task.name, m_options.data, *model, bar.progress(), m_context.stop);
            writeText(outside(), cli::measureOutside(sets, model, m_options.threads, bar.progress(),
                                                     m_context.stop));
        });
    }

    [[nodiscard]] static pipeline::CaseSource openDataset(const fs::path& dataset, bool sliceIsCase)
    {
        pipeline::CaseSource source =
            pipeline::caseSource(std::make_shared<const data::Dataset>(data::readDataset(dataset)));
        source.load = [load = source.load, sliceIsCase](std::size_t n, const StopToken& stop) {
            pipeline::SweepCase item = load(n, stop);
            item.sliceIsCase = sliceIsCase;
            return item;
        };
        return source;
    }

    [[nodiscard]] static pipeline::CaseSource
    openImages(const fs::path& list, const ValidationCases& validation,
               const std::shared_ptr<const model::Model>& model, const LogFn& log)
    {
        SweepSource source;
        source.casesFile = toUtf8(list);
        source.slices = validation.slices;
        source.sliceIsCase = validation.sliceIsCase;
        return openCases(source, model, log);
    }

    void print() const
    {
        const std::vector<ResultRow> results = readRows(rows());
        if (m_context.json) {
            printJson({{"task", m_task.name},
                       {"model", toUtf8(file(".halftone"))},
                       {"stages", m_stages},
                       {"rows", toJson(results)},
                       {"rows_csv", toUtf8(rows())},
                       {"cases_csv", toUtf8(cases())}});
        } else {
            printLine("");
            printResults(results);
        }
    }

    [[nodiscard]] std::shared_ptr<nn::TorchRuntime> torch() const
    {
        return nn::TorchRuntime::load(m_options.threads);
    }

    const Options& m_options;
    const Context& m_context;
    const Task& m_task;
    fs::path m_folder;
    fs::path m_model;
    fs::path m_training;
    fs::path m_trained; ///< an empty file: the training came to its end
    Json m_stages = Json::array();
};

} // namespace

void addReproduce(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command =
        addCommand(app, context, "reproduce",
                   "Prepare, train, export and measure a shipped model, and compare with its goals",
                   [options, &context] { Reproduction(*options, context).run(); });
    std::vector<std::string> names;
    for (const Task& task : kTasks) {
        names.emplace_back(task.name);
    }
    command->add_option("TASK", options->task, "What to learn: " + joinWords(names))
        ->required()
        ->check(CLI::IsMember(names));
    command->add_option("DATA_FOLDER", options->data, "Folder with the labelled images")
        ->required()
        ->check(CLI::ExistingDirectory);
    command->add_option("-o,--output", options->folder,
                        "Folder for everything that is made (default: reproduce-TASK)");
    command
        ->add_option("--minutes", options->minutes,
                     "Train for this long instead of what the configuration says")
        ->check(CLI::PositiveNumber);
    command->add_flag("--resume", options->resume, "Go on with a training that was stopped");
    command->add_option("--config", options->config,
                        "Training configuration (JSON) instead of the shipped one");
    command->add_option("--model", options->model, "Measure this model file; train nothing")
        ->check(CLI::ExistingFile);
    command
        ->add_option("--validation", options->validation,
                     "Validate on this subject instead of the task's own, and train on the others "
                     "(repeat for more)")
        ->type_name("SUBJECT")
        ->take_all();
    command->add_option("--device", options->device, "cpu or cuda")
        ->check(CLI::IsMember({"cpu", "cuda"}))
        ->capture_default_str();
    command->add_flag("--no-peak-rss", options->noPeakRss,
                      "Do not start a process for each precision to measure its peak memory");
    addThreads(*command, options->threads);
}

} // namespace halftone::cli
