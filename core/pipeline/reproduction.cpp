// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/reproduction.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/first_of_each_kind.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/model/model_file.h"
#include "core/model/parse_json.h"
#include "core/nn/torch_runtime.h"
#include "core/pipeline/outside_checks.h"
#include "core/pipeline/read_cases.h"
#include "core/pipeline/results.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

namespace halftone::pipeline {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostTextBytes = std::size_t{16} << 20; ///< of what a reproduction leaves

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

CaseSource datasetCases(const fs::path& dataset, bool sliceIsCase)
{
    CaseSource cases =
        caseSource(std::make_shared<const data::Dataset>(data::readDataset(dataset)));
    return {std::move(cases.names),
            [load = std::move(cases.load), sliceIsCase](std::size_t n, const StopToken& stop) {
                SweepCase item = load(n, stop);
                item.sliceIsCase = sliceIsCase;
                return item;
            }};
}

CaseSource fileCases(const fs::path& list, const data::ValidationCases& validation,
                     const std::shared_ptr<const model::Model>& model, const FindingFn& found)
{
    std::vector<CaseDescription> cases;
    for (data::CaseRow& row : data::readCases(list)) {
        cases.push_back({std::move(row), {}, validation.slices, validation.sliceIsCase});
    }
    return caseSource(std::move(cases), model, found);
}

class Reproduction {
public:
    Reproduction(const ReproductionPlan& plan, const ReproductionWatch& watch,
                 const StopToken& stop)
        : m_plan(plan), m_watch(watch), m_stop(stop), m_recipe(data::recipeOf(plan.task)),
          m_model(plan.model.empty() ? file(".halftone") : plan.model),
          m_training(plan.folder / "training"), m_trained(plan.folder / "training.done")
    {
    }

    Reproduced run()
    {
        fs::create_directories(m_plan.folder);
        if (m_plan.model.empty()) {
            prepare();
            configure();
            train();
            exportModel();
        } else {
            requireOwnModel();
        }
        measure();
        writeCard();
        checkOutside();
        return {file(".halftone"), rows(), cases()};
    }

private:
    [[nodiscard]] fs::path file(const std::string& ending) const
    {
        return m_plan.folder / (std::string(m_recipe.model) + ending);
    }
    [[nodiscard]] fs::path dataset() const { return file(".dataset"); }
    [[nodiscard]] fs::path config() const { return m_plan.folder / "config.json"; }
    [[nodiscard]] fs::path rows() const { return file(".sweep.csv"); }
    [[nodiscard]] fs::path outside() const { return file(".outside.csv"); }
    [[nodiscard]] fs::path cases() const { return file(".cases.csv"); }

    /// Runs a stage or says that it needs not run.
    template <typename Work>
    void stage(const std::string& name, const fs::path& output, bool upToDate, const Work& work)
    {
        if (!upToDate) {
            if (m_watch.begins) {
                m_watch.begins(name);
            }
            say(name + ": ...");
            work();
            throwIfStopped(m_stop);
        }
        if (m_watch.finished) {
            m_watch.finished({name, upToDate, output});
        }
    }

    void say(const std::string& text) const
    {
        if (m_watch.log) {
            m_watch.log(LogLevel::Info, text);
        }
    }

    void prepare()
    {
        // Made once: that data folders are touched is no reason to throw a training away.
        stage("prepare", dataset(), fs::exists(dataset()), [&] {
            data::PrepareOptions options;
            options.validationSubjects = m_plan.validation;
            const data::Dataset made =
                data::prepare(m_plan.task, m_plan.data, m_watch.progress, m_stop, options);
            throwIfStopped(m_stop);
            data::writeDataset(dataset(), made);
        });
    }

    /// The shipped configuration with this run's folders; rewritten only where it differs.
    void configure() const
    {
        const fs::path& source = m_plan.config;
        if (!fs::is_regular_file(source)) {
            throw Error(ErrorCode::FileNotFound,
                        "There is no training configuration '" + toUtf8(source)
                            + "'. Give one with --config (resources/training/ has them).");
        }
        Json json = model::parseJson<Json>(readBytesIfAny(source, kMostTextBytes),
                                           "Training configuration '" + toUtf8(source) + "'");
        if (!json.is_object()) {
            throw Error(ErrorCode::FileFormat,
                        "Training configuration '" + toUtf8(source) + "' is not a JSON object.");
        }
        json["dataset"] = toUtf8(fs::absolute(dataset()));
        json["output"] = toUtf8(fs::absolute(m_training));
        if (m_plan.minutes > 0) {
            json.erase("steps");
            json["minutes"] = m_plan.minutes;
        }
        const std::string text = json.dump(2) + "\n";
        if (text != readBytesIfAny(config(), kMostTextBytes)) {
            writeAtomically(config(), text);
        }
    }

    void train()
    {
        const bool done = isUpToDate(m_trained, {dataset(), config()});
        if (!done && !m_plan.resume && fs::exists(m_training / "last.checkpoint")) {
            throw Error(ErrorCode::InvalidArgument,
                        "'" + toUtf8(m_training)
                            + "' holds a training that was stopped, or was run with other settings "
                              "or data. Give --resume to go on with it, or another -o FOLDER.");
        }
        stage("train", m_training, done, [&] {
            nn::TrainRequest request;
            request.config = config();
            request.resume = m_plan.resume && fs::exists(m_training / "last.checkpoint");
            request.device = m_plan.device;
            request.threads = m_plan.threads;
            torch()->train(request, m_watch.log, m_watch.progress, m_stop);
            writeAtomically(m_trained, "");
        });
    }

    void exportModel()
    {
        const fs::path checkpoint = m_training / "best.checkpoint";
        stage("export", m_model, isUpToDate(m_model, {m_trained, checkpoint}), [&] {
            nn::ExportRequest request;
            request.checkpoint = checkpoint;
            request.dataset = dataset();
            request.output = m_model;
            request.integerPredictor = m_plan.integerPredictor;
            torch()->exportModel(request, m_watch.log, m_watch.progress, m_stop);
        });
    }

    void measure()
    {
        const data::ValidationCases validation =
            m_recipe.validationCases(m_plan.data, m_plan.validation);
        fs::path list = m_plan.folder / "validation.csv";
        if (validation.csv.empty()) { // images and labels only prepare can bring together
            list = dataset();
            if (!m_plan.model.empty()) {
                prepare();
            }
        } else if (validation.csv != readBytesIfAny(list, kMostTextBytes)) {
            writeAtomically(list, validation.csv);
        }
        const bool done =
            isUpToDate(rows(), {m_model, list}) && isUpToDate(cases(), {m_model, list});
        stage("sweep", rows(), done, [&] {
            static_cast<void>(torch()); // full precision comes first: fail before anything else
            const auto model = std::make_shared<const model::Model>(model::readModel(m_model));
            FirstOfEachKind said([this](const std::string& line) { say(line); });
            const FindingFn found = [&](const Finding& finding) { said.add(finding); };
            const CaseSource images = validation.csv.empty()
                                          ? datasetCases(list, validation.sliceIsCase)
                                          : fileCases(list, validation, model, found);
            SweepOptions options;
            options.distances = false; // no table of a reproduction has them
            options.precisions = comparedPrecisions();
            if (m_plan.peakRss) {
                options.peakRss = m_plan.peakRss(m_model);
            }
            const std::vector<TradeoffPoint> points = sweep(
                makeRuntime(m_plan.threads), model, images, options, m_watch.progress, m_stop);
            said.sayHowOften();
            const Results results = resultsOf(m_recipe.goals, points);
            throwIfStopped(m_stop);
            writeAtomically(cases(), casesToCsv(results));
            writeAtomically(rows(), rowsToCsv(results));
        });
    }

    /// A finished model must not replace what a training in the same folder gave.
    void requireOwnModel() const
    {
        const fs::path own = file(".halftone");
        if (fs::exists(m_training) && !(fs::exists(own) && fs::equivalent(own, m_model))) {
            throw Error(ErrorCode::InvalidArgument,
                        "'" + toUtf8(m_plan.folder)
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
        stage("card", carded, done, [&] {
            model::Model model = model::readModel(m_model);
            model.card.measured = measured;
            const fs::file_time_type made = fs::last_write_time(m_model);
            model::writeModel(carded, model);
            fs::last_write_time(carded, made); // its weights are no newer: nothing to measure again
        });
    }

    /// Images of other sources, where the data folder has some.
    void checkOutside()
    {
        const std::vector<data::OutsideSet> sets = m_recipe.outsideSets(m_plan.data);
        if (sets.empty()) {
            return;
        }
        stage("outside checks", outside(), isUpToDate(outside(), {m_model}), [&] {
            const auto model = std::make_shared<const model::Model>(model::readModel(m_model));
            writeAtomically(outside(), measureOutside(sets, model, makeRuntime(m_plan.threads),
                                                      m_watch.progress, m_stop));
        });
    }

    [[nodiscard]] std::shared_ptr<nn::TorchRuntime> torch() const
    {
        return nn::TorchRuntime::load(m_plan.threads);
    }

    const ReproductionPlan& m_plan;
    const ReproductionWatch& m_watch;
    const StopToken& m_stop;
    const data::Recipe& m_recipe;
    fs::path m_model;
    fs::path m_training;
    fs::path m_trained; ///< an empty file: the training came to its end
};

} // namespace

fs::path shippedConfig(const std::string& task)
{
    return executablePath().parent_path().parent_path() / "share" / "halftone" / "training"
           / (std::string(data::recipeOf(task).model) + ".json");
}

Reproduced reproduce(const ReproductionPlan& plan, const ReproductionWatch& watch,
                     const StopToken& stop)
{
    return Reproduction(plan, watch, stop).run();
}

} // namespace halftone::pipeline
