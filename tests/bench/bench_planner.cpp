// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Does the planner choose well? Times every layer of U-Nets of several widths and sizes with every
// legal algorithm and compares the planner's choice and estimates:
//     bench_planner [ISA [WEIGHTS ACTIVATIONS [THREADS]]]      e.g. bench_planner avx512vnni 4 6 1
// A row shows milliseconds, in brackets estimates by the costs measured at the start; and what the
// choices by these and by the built-in costs lose against the fastest.
#include "core/base/error.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/calibration.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

namespace {

using namespace halftone;
using engine::Algorithm;

constexpr int kWidths[] = {8, 16, 24, 32, 48, 64};
constexpr int kSizes[] = {512, 256, 64};
/// For all algorithms of a network of one size; runs alternate between them.
constexpr double kBudgetMs = 1500;
constexpr int kFewestRuns = 4;

/// Milliseconds that the choices cost beyond those of the fastest algorithms.
struct Loss {
    double total = 0;
    double worst = 0; ///< relative, of one layer

    double add(double chosen, double fastest)
    {
        const double share = chosen / fastest - 1;
        total += chosen - fastest;
        worst = std::max(worst, share);
        return share;
    }
};

/// A layer with what is known of it.
struct Layer {
    engine::LayerCost step;
    std::map<Algorithm, double> measured; ///< least milliseconds
    Algorithm chosen = Algorithm::Direct; ///< by the measured costs
    Algorithm chosenBuiltIn = Algorithm::Direct;
};

class Network {
public:
    Network(int width, int size, quant::Precision precision, const engine::CostModel& costs,
            const ThreadPool& pool)
        : m_model(std::make_shared<const model::Model>(
            model::makeRandomModel(model::makeUNet(width, 1, 1), 1))),
          m_precision(precision), m_costs(costs), m_pool(pool), m_size(size),
          m_input(static_cast<std::size_t>(size) * static_cast<std::size_t>(size), 77),
          m_logits(m_input.size())
    {
    }

    /// All convolutions for which there is a choice.
    std::map<int, Layer> measure()
    {
        std::map<int, Layer> layers;
        for (const engine::LayerCost& step : explainOnce(std::nullopt, &m_costs)) {
            if (step.estimates.size() > 1) {
                layers[step.node].step = step;
                layers[step.node].chosen = *step.algorithm;
            }
        }
        for (const engine::LayerCost& step : explainOnce(std::nullopt, nullptr)) {
            if (layers.contains(step.node)) {
                layers[step.node].chosenBuiltIn = *step.algorithm;
            }
        }
        std::vector<engine::IntegerEngine> engines;
        for (const Algorithm algorithm : engine::kAlgorithms) {
            if (engine::requireKernels(m_costs.isa).has(algorithm)) {
                engines.push_back(makeEngine(algorithm, nullptr));
            }
        }
        double spent = 0;
        for (int run = 0; run < kFewestRuns || spent < kBudgetMs; ++run) {
            for (engine::IntegerEngine& engine : engines) {
                for (const engine::LayerCost& step : explain(engine)) {
                    spent += step.milliseconds;
                    if (layers.contains(step.node)) {
                        const auto [entry, isNew] = layers[step.node].measured.try_emplace(
                            *step.algorithm, step.milliseconds);
                        entry->second = std::min(entry->second, step.milliseconds);
                    }
                }
            }
        }
        return layers;
    }

private:
    engine::IntegerEngine makeEngine(std::optional<Algorithm> forced,
                                     const engine::CostModel* costs) const
    {
        return {m_model, m_precision, {&m_pool, m_costs.isa, forced, costs}};
    }
    std::vector<engine::LayerCost> explain(engine::IntegerEngine& engine)
    {
        return engine.explain({m_input.data(), 1, m_size, m_size},
                              {m_logits.data(), 1, m_size, m_size});
    }
    std::vector<engine::LayerCost> explainOnce(std::optional<Algorithm> forced,
                                               const engine::CostModel* costs)
    {
        engine::IntegerEngine engine = makeEngine(forced, costs);
        return explain(engine);
    }

    std::shared_ptr<const model::Model> m_model;
    quant::Precision m_precision;
    engine::CostModel m_costs;
    const ThreadPool& m_pool;
    int m_size;
    std::vector<std::uint8_t> m_input;
    std::vector<std::int32_t> m_logits;
};

std::string timesText(const Layer& layer)
{
    std::string text;
    for (const engine::AlgorithmEstimate& estimate : layer.step.estimates) {
        char buffer[80];
        std::snprintf(buffer, sizeof buffer, "  %s %.3f (%.3f)",
                      engine::toString(estimate.algorithm), layer.measured.at(estimate.algorithm),
                      estimate.milliseconds);
        text += buffer;
    }
    return text;
}

void compareAll(quant::Precision precision, const engine::CostModel& costs, const ThreadPool& pool)
{
    Loss byMeasured;
    Loss byBuiltIn;
    double fastestTotal = 0;
    int differing = 0;
    for (const int width : kWidths) {
        for (const int size : kSizes) {
            for (const auto& [node, layer] :
                 Network(width, size, precision, costs, pool).measure()) {
                const auto fastest = std::min_element(
                    layer.measured.begin(), layer.measured.end(),
                    [](const auto& a, const auto& b) { return a.second < b.second; });
                fastestTotal += fastest->second;
                differing += layer.chosen != layer.chosenBuiltIn ? 1 : 0;
                const double loss =
                    byMeasured.add(layer.measured.at(layer.chosen), fastest->second);
                const double lossBuiltIn =
                    byBuiltIn.add(layer.measured.at(layer.chosenBuiltIn), fastest->second);
                std::printf("width %2d size %3d %-9s loses %4.1f %% (built-in %4.1f %%)%s\n", width,
                            size, layer.step.name.c_str(), 100 * loss, 100 * lossBuiltIn,
                            timesText(layer).c_str());
                std::fflush(stdout);
            }
        }
    }
    std::printf("Measured costs lose %.2f %% of all time, at worst %.1f %% of a layer; built-in "
                "costs %.2f %%, at worst %.1f %%. They choose differently for %d layers.\n",
                100 * byMeasured.total / fastestTotal, 100 * byMeasured.worst,
                100 * byBuiltIn.total / fastestTotal, 100 * byBuiltIn.worst, differing);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const engine::Isa isa = argc > 1 ? engine::parseIsa(argv[1]) : engine::chooseIsa();
        quant::Precision precision = quant::kBalanced;
        if (argc > 3) {
            precision = {std::atoi(argv[2]), std::atoi(argv[3])};
        }
        quant::requireValid(precision);
        const ThreadPool pool(argc > 4 ? std::atoi(argv[4]) : 1);
        compareAll(precision, engine::measureCosts(isa), pool);
    } catch (const Error& error) {
        std::fprintf(stderr, "bench_planner: %s\n", error.what());
        return 1;
    }
    return 0;
}
