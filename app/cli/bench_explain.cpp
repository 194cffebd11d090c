// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bench_explain.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/statistics.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/calibration.h"
#include "core/engine/plan/ceiling.h"
#include "core/engine/plan/cost_file.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace halftone::cli {
namespace {

/// One step over all runs.
struct StepTimes {
    engine::LayerCost step;
    std::vector<double> milliseconds;

    [[nodiscard]] double least() const
    {
        return *std::min_element(milliseconds.begin(), milliseconds.end());
    }
};

/// Multiply-accumulates of the direct form a second, and their share of what the machine could do;
/// null where nothing is multiplied or no ceiling is known.
void addRates(Json& json, double gmac, double milliseconds, double ceiling)
{
    const double rate = milliseconds > 0 ? gmac / (milliseconds / 1000) : 0;
    json["gmac"] = gmac;
    json["gmac_per_s"] = rate > 0 ? Json(rate) : Json();
    json["ceiling_gmac_per_s"] = rate > 0 && ceiling > 0 ? Json(ceiling) : Json();
    json["share_of_ceiling"] = rate > 0 && ceiling > 0 ? Json(rate / ceiling) : Json();
}

Json stepJson(const StepTimes& times, const engine::Ceiling& ceiling)
{
    const engine::LayerCost& step = times.step;
    Json json = {{"name", step.name},
                 {"shape", {step.channels, step.height, step.width}},
                 {"algorithm", step.algorithm ? Json(engine::toString(*step.algorithm)) : Json()},
                 {"ceiling_instruction",
                  ceiling.multiplication != nullptr ? Json(ceiling.multiplication->name) : Json()},
                 {"milliseconds", times.least()},
                 {"milliseconds_median", median(times.milliseconds)}};
    addRates(json, step.gmac, times.least(), ceiling.macs);
    json["estimated_milliseconds"] = Json::object();
    for (const engine::AlgorithmEstimate& estimate : step.estimates) {
        json["estimated_milliseconds"][engine::toString(estimate.algorithm)] =
            estimate.milliseconds;
    }
    return json;
}

/// The least times of all steps added up, and the median of whole runs. The ceiling is that of
/// steps which each run at their own.
Json sumJson(const std::vector<StepTimes>& steps, const std::vector<engine::Ceiling>& ceilings)
{
    double least = 0;
    double gmac = 0;
    double atCeilings = 0; // seconds
    bool allKnown = true;
    std::vector<double> runs(steps.front().milliseconds.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const StepTimes& times = steps[i];
        least += times.least();
        gmac += times.step.gmac;
        allKnown = allKnown && (times.step.gmac == 0 || ceilings[i].macs > 0);
        atCeilings += ceilings[i].macs > 0 ? times.step.gmac / ceilings[i].macs : 0;
        for (std::size_t run = 0; run < runs.size(); ++run) {
            runs[run] += times.milliseconds[run];
        }
    }
    Json json = {{"milliseconds", least}, {"milliseconds_median", median(runs)}};
    addRates(json, gmac, least, allKnown && atCeilings > 0 ? gmac / atCeilings : 0);
    return json;
}

std::string textOf(const Json& value, int decimals, double factor = 1)
{
    return value.is_null() ? "-" : formatNumber(factor * value.get<double>(), decimals);
}

/// "winograd 0.43, direct 0.86": what was chosen first.
std::string estimatesText(const Json& layer)
{
    std::vector<std::string> words;
    for (const auto& [name, milliseconds] : layer["estimated_milliseconds"].items()) {
        const std::string word = name + " " + textOf(milliseconds, 3);
        words.insert(layer["algorithm"] == name ? words.begin() : words.end(), word);
    }
    return words.empty() ? "-" : joinWords(words);
}

std::vector<std::string> row(const Json& layer, const std::string& name, const std::string& shape)
{
    const Json algorithm = layer.value("algorithm", Json());
    return {name,
            shape,
            algorithm.is_null() ? "-" : algorithm.get<std::string>(),
            textOf(layer["milliseconds"], 3),
            textOf(layer["milliseconds_median"], 3),
            textOf(layer["gmac_per_s"], 1),
            textOf(layer["share_of_ceiling"], 1, 100)
                + (layer["share_of_ceiling"].is_null() ? "" : " %"),
            layer.contains("estimated_milliseconds") ? estimatesText(layer) : "-"};
}

/// "VPMADDWD + VPADDD 88.1 GMAC/s, ...": of what the layers use.
std::string ceilingText(const Json& explanation)
{
    std::map<std::string, std::string> rates;
    for (const Json& layer : explanation["layers"]) {
        if (!layer["ceiling_gmac_per_s"].is_null()) {
            const auto name = layer["ceiling_instruction"].get<std::string>();
            rates[name] = name + " " + textOf(layer["ceiling_gmac_per_s"], 1) + " GMAC/s";
        }
    }
    if (rates.empty()) {
        return "none, for the compiler chooses this kernel set's instructions";
    }
    std::vector<std::string> words;
    for (const auto& [name, text] : rates) {
        words.push_back(text);
    }
    const int threads = explanation["threads"].get<int>();
    std::string text = "what multiplies in a layer, on registers alone: " + joinWords(words);
    if (threads > 1) {
        text += ", one thread's rate times " + std::to_string(threads);
    }
    return text + "; algorithms with fewer products may pass it";
}

} // namespace

PlannerCosts findCosts(engine::Isa isa, Calibrate calibrate, const StopToken& stop)
{
    PlannerCosts costs;
    const std::filesystem::path folder = engine::costFolder();
    if (calibrate != Calibrate::Anew) {
        costs.model = engine::readCosts(folder, isa);
    }
    if (!costs.model && calibrate != Calibrate::Never) {
        costs.model = engine::measureCosts(isa, stop);
        costs.measuredNow = true;
        try {
            engine::writeCosts(folder, *costs.model);
        } catch (const Error& error) {
            costs.notKept = error.what();
        }
    }
    if (costs.model && costs.notKept.empty()) {
        costs.file = engine::costFile(folder, isa);
    }
    return costs;
}

Json costsJson(const PlannerCosts& costs, engine::Isa isa)
{
    const engine::CostModel model = costs.model ? *costs.model : engine::builtInCosts(isa);
    Json json = {{"source", costs.measuredNow ? "measured" : (costs.model ? "kept" : "built-in")},
                 {"file", costs.file.empty() ? Json() : Json(toUtf8(costs.file))},
                 {"not_kept", costs.notKept.empty() ? Json() : Json(costs.notKept)},
                 {"nanoseconds", Json::object()}};
    for (const engine::Algorithm algorithm : engine::kAlgorithms) {
        const engine::AlgorithmCosts& unit = model.algorithms[algorithm];
        if (unit.product > 0) {
            json["nanoseconds"][engine::toString(algorithm)] = {
                {"product", unit.product}, {"output", unit.output}, {"transform", unit.transform}};
        }
    }
    return json;
}

std::string costsText(const Json& costs)
{
    if (costs["source"] == "built-in") {
        return "built-in costs (bench --calibrate measures this machine)";
    }
    const std::string when = costs["source"] == "measured" ? "measured now" : "measured before";
    if (costs["file"].is_null()) {
        return "costs of this machine, " + when
               + ", not kept: " + costs["not_kept"].get<std::string>();
    }
    return "costs of this machine, " + when + ", kept in " + costs["file"].get<std::string>();
}

Json explainJson(engine::IntegerEngine& engine, const engine::CostModel& costs,
                 TensorView<const std::uint8_t> input, int classes, int runs, const StopToken& stop,
                 const ProgressFn& progress)
{
    TensorView<std::int32_t> logits{nullptr, classes, input.height, input.width};
    std::vector<std::int32_t> storage(logits.size());
    logits.data = storage.data();
    engine.run(input, logits, stop); // plans memory, fills caches

    std::vector<StepTimes> steps;
    for (int run = 0; run < runs; ++run) {
        reportProgress(progress, static_cast<double>(run) / runs, "explaining");
        const std::vector<engine::LayerCost> layers = engine.explain(input, logits, stop);
        steps.resize(layers.size());
        for (std::size_t i = 0; i < layers.size(); ++i) {
            steps[i].step = layers[i];
            steps[i].milliseconds.push_back(layers[i].milliseconds);
        }
    }

    const engine::PlanInfo info = engine.info();
    const engine::KernelSet& kernels = engine::requireKernels(info.isa);
    Json json = {{"runs", runs}, {"threads", info.threads}, {"layers", Json::array()}};
    std::vector<engine::Ceiling> ceilings;
    for (const StepTimes& times : steps) {
        ceilings.push_back(times.step.algorithm ? engine::ceilingOf(
                               kernels, costs, *times.step.algorithm, info.threads)
                                                : engine::Ceiling{});
        json["layers"].push_back(stepJson(times, ceilings.back()));
    }
    json["sum"] = sumJson(steps, ceilings);
    return json;
}

void printExplanation(const Json& explanation)
{
    std::vector<std::vector<std::string>> rows = {
        {"layer", "output", "algorithm", "ms", "median", "GMAC/s", "of ceiling", "estimated ms"}};
    for (const Json& layer : explanation["layers"]) {
        std::vector<std::string> sides;
        for (const Json& side : layer["shape"]) {
            sides.push_back(std::to_string(side.get<int>()));
        }
        rows.push_back(row(layer, layer["name"], joinWords(sides, " x ")));
    }
    rows.push_back(row(explanation["sum"], "sum", "-"));
    printLine("");
    printTable(rows);
    printLine("");
    printLine("ms: the least of " + std::to_string(explanation["runs"].get<int>())
              + " runs. Ceiling: " + ceilingText(explanation) + ".");
}

} // namespace halftone::cli
