// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bench_explain.h"
#include "app/cli/context.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "app/cli/provenance.h"
#include "core/base/error.h"
#include "core/base/latency.h"
#include "core/base/platform/platform.h"
#include "core/engine/integer_engine.h"
#include "core/model/model_catalog.h"
#include "core/nn/torch_runtime.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace halftone::cli {
namespace {

/// Without --repeat: as many runs as fit into this, but a few at least.
constexpr double kBudgetMs = 2000;
constexpr int kMostRuns = 200;
constexpr std::uint32_t kRandomModelSeed = 1;

struct Options {
    std::string model;
    int width = 16; ///< of a network with random weights, without a model
    std::string size = "512";
    PrecisionOptions precision;
    int threads = 0;
    std::string isa;
    int repeat = 0;
    bool explain = false;
    bool calibrate = false;
    std::vector<std::string> peers;
};

struct Size {
    int height = 0;
    int width = 0;
};

/// "512" or "384x512" (height x width).
Size parseSize(const std::string& text)
{
    const std::size_t cross = text.find('x');
    const auto number = [&](std::string_view digits) {
        int value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || end != digits.data() + digits.size() || value < 1
            || value > 16384) {
            refuseUsage("--size '" + text
                        + "' is not a size: give 512, or 384x512 for height x "
                          "width, at most 16384");
        }
        return value;
    };
    const std::string_view view(text);
    if (cross == std::string::npos) {
        return {number(view), number(view)};
    }
    return {number(view.substr(0, cross)), number(view.substr(cross + 1))};
}

/// Networks take multiples of their stride; images are padded to it.
Size roundUp(Size size, int stride)
{
    const auto up = [stride](int value) { return (value + stride - 1) / stride * stride; };
    return {up(size.height), up(size.width)};
}

/// Grey codes that look like nothing; the integer engine's time does not depend on them.
std::vector<std::uint8_t> makeInput(Size size)
{
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(size.height)
                                    * static_cast<std::size_t>(size.width));
    std::uint32_t state = 1;
    for (std::uint8_t& code : codes) {
        state = state * 1664525U + 1013904223U; // Numerical Recipes' generator
        code = static_cast<std::uint8_t>(state >> 24);
    }
    return codes;
}

/// As many runs as fit into the budget, if the user has not said how many.
int countRuns(const Options& options, double milliseconds)
{
    if (options.repeat > 0) {
        return options.repeat;
    }
    return std::clamp(static_cast<int>(kBudgetMs / std::max(milliseconds, 0.001)),
                      static_cast<int>(kFewestRuns), kMostRuns);
}

struct Timing {
    std::vector<double> milliseconds;
    model::PredictionCost cost;
};

Timing measure(model::Predictor& predictor, Size size, const Options& options,
               const Context& context, const ProgressFn& progress)
{
    const std::vector<std::uint8_t> codes = makeInput(size);
    const TensorView<const std::uint8_t> input{codes.data(), 1, size.height, size.width};
    model::Prediction result;
    predictor.predict(input, false, context.stop, result); // warm-up: plans memory, fills caches

    const int runs = countRuns(options, result.cost.milliseconds);
    Timing timing;
    for (int i = 0; i < runs; ++i) {
        reportProgress(progress, static_cast<double>(i) / runs,
                       "run " + std::to_string(i + 1) + " of " + std::to_string(runs));
        predictor.predict(input, false, context.stop, result);
        timing.milliseconds.push_back(result.cost.milliseconds);
    }
    timing.cost = result.cost;
    return timing;
}

std::shared_ptr<const model::Model> chooseModel(const Options& options)
{
    if (!options.model.empty()) {
        return model::loadModel(options.model);
    }
    return std::make_shared<const model::Model>(
        model::makeRandomModel(model::makeUNet(options.width, 1, 1), kRandomModelSeed));
}

engine::Isa chooseIsa(const Options& options)
{
    return options.isa.empty() ? engine::chooseIsa() : engine::parseIsa(options.isa);
}

Json timesJson(const Timing& timing, double gmac)
{
    const Latency latency = summarizeLatency(timing.milliseconds);
    return {{"latency_ms_median", latency.medianMs},
            {"latency_ms_min",
             *std::min_element(timing.milliseconds.begin(), timing.milliseconds.end())},
            {"latency_ms_q1", latency.lowerQuartileMs},
            {"latency_ms_q3", latency.upperQuartileMs},
            {"latency_ms_p95", latency.p95Ms ? Json(*latency.p95Ms) : Json()},
            {"runs", latency.runs},
            {"gmac_per_s", gmac / (latency.medianMs / 1000)}};
}

/// The float path of the same network through LibTorch, the peer everybody knows.
Json measureTorch(const std::shared_ptr<const model::Model>& network, Size size, double gmac,
                  const Options& options, const Context& context, const ProgressFn& progress)
{
    const auto torch = nn::TorchRuntime::load(options.threads);
    const auto predictor = torch->makeFloatPredictor(network, quant::kFull);
    Json json = timesJson(measure(*predictor, size, options, context, progress), gmac);
    json["precision"] = quant::toString(quant::kFull);
    json["version"] = torch->version();
    return json;
}

/// What the integer engine runs with.
struct EngineSetup {
    EngineSetup(const Options& options, const Context& context)
        : pool(options.threads), isa(chooseIsa(options)),
          costs(findCosts(isa,
                          options.calibrate
                              ? Calibrate::Anew
                              : (options.explain ? Calibrate::IfNeeded : Calibrate::Never),
                          context.stop))
    {
    }
    [[nodiscard]] engine::EngineOptions engineOptions() const
    {
        return {&pool, isa, std::nullopt, costs.get()};
    }

    ThreadPool pool;
    engine::Isa isa;
    PlannerCosts costs;
};

Json explanation(const std::shared_ptr<const model::Model>& network, Size size,
                 const EngineSetup& setup, double milliseconds, const Options& options,
                 const Context& context, const ProgressFn& progress)
{
    engine::IntegerEngine engine(network, options.precision.precision(), setup.engineOptions());
    const std::vector<std::uint8_t> codes = makeInput(size);
    return explainJson(engine,
                       setup.costs.model ? *setup.costs.model : engine::builtInCosts(setup.isa),
                       {codes.data(), 1, size.height, size.width}, network->network.classes(),
                       countRuns(options, milliseconds), context.stop, progress);
}

Json resultJson(const Options& options, const Context& context)
{
    report::Provenance provenance = beginProvenance(context, {}, options.model);
    const quant::Precision precision = options.precision.precision();
    if (!precision.isInteger() && (options.explain || options.calibrate)) {
        refuseUsage("--explain and --calibrate are for the integer engine: give "
                    "--weights and --activations of 1 to 8");
    }
    const Size wanted = parseSize(options.size);
    std::shared_ptr<nn::TorchRuntime> torch; // its libraries belong to the empty process
    if (!precision.isInteger()) {
        torch = nn::TorchRuntime::load(options.threads);
    }
    const std::size_t baseline = peakResidentBytes().value_or(0);
    const std::shared_ptr<const model::Model> network = chooseModel(options);
    const Size size = roundUp(wanted, network->network.stride());
    const double gmac = network->network.macs(size.height, size.width) / 1e9;

    ProgressBar bar;
    std::optional<EngineSetup> setup;
    std::unique_ptr<model::Predictor> predictor;
    if (precision.isInteger()) {
        setup.emplace(options, context);
        predictor = engine::makeIntegerPredictor(network, precision, setup->engineOptions());
    } else {
        predictor = torch->makeFloatPredictor(network, precision);
    }
    const Timing timing = measure(*predictor, size, options, context, bar.progress());

    Json json = {
        {"model", network->card.name},         {"precision", quant::toString(precision)},
        {"weight_bits", precision.weightBits}, {"activation_bits", precision.activationBits},
        {"size", {size.height, size.width}},   {"description", predictor->description()}};
    json.update(timesJson(timing, gmac));
    json["gmac"] = gmac;
    json["isa"] = setup ? engine::toString(setup->isa) : "libtorch";
    json["threads"] = setup ? setup->pool.threads() : ThreadPool(options.threads).threads();
    json["weight_bytes"] = timing.cost.weightBytes;
    json["packed_bytes"] = timing.cost.packedBytes;
    json["arena_bytes"] = timing.cost.arenaBytes;
    const std::optional<std::size_t> peak = peakResidentBytes(); // before what follows adds to it
    json["peak_rss_bytes"] = peak ? Json(*peak) : Json();
    json["peak_rss_beyond_baseline_bytes"] = peak ? Json(*peak - baseline) : Json();
    if (setup) {
        json["costs"] = costsJson(setup->costs, setup->isa);
    }
    if (options.explain) {
        json["explain"] = explanation(network, size, *setup, json["latency_ms_median"], options,
                                      context, bar.progress());
    }
    json["peers"] = Json::object();
    for (const std::string& peer : options.peers) {
        json["peers"][peer] = measureTorch(network, size, gmac, options, context, bar.progress());
    }
    provenance.isa = setup ? engine::toString(setup->isa) : "";
    provenance.threads = json["threads"];
    if (!precision.isInteger() || !options.peers.empty()) {
        provenance.libtorch = libtorchVersion();
    }
    setModel(provenance, *network);
    provenance.units = {{"latency", "ms"}, {"memory", "bytes"}};
    json["provenance"] = provenanceJson(provenance);
    return json;
}

void printText(const Json& json)
{
    const auto bytes = [&](const char* key) {
        return json[key].is_null() ? std::string("-") : formatBytes(json[key].get<std::size_t>());
    };
    const auto times = [](const Json& from) {
        return formatNumber(from["latency_ms_median"], 2) + " ms median, "
               + formatNumber(from["latency_ms_min"], 2) + " ms min of "
               + std::to_string(from["runs"].get<std::size_t>()) + " runs, "
               + formatNumber(from["gmac_per_s"], 1) + " GMAC/s";
    };
    std::vector<std::pair<std::string, std::string>> fields = {
        {"Model", json["model"]},
        {"Precision", json["precision"]},
        {"Size", std::to_string(json["size"][0].get<int>()) + " x "
                     + std::to_string(json["size"][1].get<int>()) + ", "
                     + formatNumber(json["gmac"], 2) + " GMAC"},
        {"Runs on", json["description"]},
        {"Network alone", times(json)},
        {"Weights", bytes("weight_bytes") + " at rest, " + bytes("packed_bytes") + " streamed"},
        {"Activations", bytes("arena_bytes")},
        {"Peak memory", bytes("peak_rss_bytes") + " (this process), "
                            + bytes("peak_rss_beyond_baseline_bytes")
                            + " of it beyond the program before it read a model"}};
    if (json.contains("costs")) {
        fields.emplace_back("Planned by", costsText(json["costs"]));
    }
    for (const auto& [peer, result] : json["peers"].items()) {
        fields.emplace_back("Peer " + peer, times(result) + " ("
                                                + result["precision"].get<std::string>() + ", "
                                                + result["version"].get<std::string>() + ")");
    }
    printFields(fields);
    if (json.contains("explain")) {
        printExplanation(json["explain"]);
    }
}

} // namespace

void addBench(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command = addCommand(
        program, context, "bench",
        "Measure the time of the network alone, and memory, of one precision", [options, &context] {
            const Json json = resultJson(*options, context);
            if (context.json) {
                printJson(json);
            } else {
                printText(json);
            }
        });
    const Argument model = addModel(command, options->model);
    command
        .option("--width", options->width,
                "Instead of a model: the paper's U-Net with random weights, its first width "
                "(64 in the paper)")
        .inRange(1, 512)
        .showsDefault()
        .excludes(model);
    command.option("--size", options->size, "Input size: 512, or 384x512 (height x width)")
        .showsDefault();
    addPrecision(command, options->precision);
    addThreads(command, options->threads);
    command.option("--isa", options->isa, "Kernel set, such as portable; default: the best");
    command
        .option("--repeat", options->repeat,
                "Timed runs; default: as many as fit in two seconds, 5 at least")
        .inRange(1, 100000);
    command.flag("--explain", options->explain,
                 "Also say of every layer which algorithm was chosen, why, and what it took");
    command.flag("--calibrate", options->calibrate,
                 "Measure anew what the choice of algorithms goes by, and keep it");
    command.option("--peers", options->peers, "Also measure: torch (float, the same network)")
        .commaSeparated()
        .oneOf({"torch"});
    addFullPaths(command, context);
}

} // namespace halftone::cli
