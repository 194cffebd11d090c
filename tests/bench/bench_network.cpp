// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Latency of whole U-Nets with random weights at 512x512:
//     bench_network --benchmark_filter=width:16 --benchmark_repetitions=9
// Names are network/<ISA>/<precision>/width:<w>/threads:<t>, and prepare/<ISA>/width:<w> for
// packing. GMAC/s counts the direct form; ceiling_% is its share of the kernel set's
// multiplication on the registers of as many threads.
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/calibration.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace {

using namespace halftone;
using Clock = std::chrono::steady_clock;

constexpr int kSide = 512;

/// Models are made once a width: drawing the tables of the widest takes seconds.
std::shared_ptr<const model::Model> modelOfWidth(int width)
{
    static std::map<int, std::shared_ptr<const model::Model>> models;
    auto& entry = models[width];
    if (entry == nullptr) {
        entry = std::make_shared<const model::Model>(
            model::makeRandomModel(model::makeUNet(width, 1, 1), 1));
    }
    return entry;
}

/// The planner's costs, and what multiplies in the kernel set, GMAC/s.
struct Measured {
    engine::CostModel costs;
    double peakMacs = 0;
};

/// Measured once an ISA.
const Measured& measuredOf(engine::Isa isa)
{
    static std::map<engine::Isa, Measured> all;
    const auto entry = all.find(isa);
    return entry != all.end()
               ? entry->second
               : all[isa] = {engine::measureCosts(isa),
                             engine::measurePeakMacs(engine::requireKernels(isa).multiplication)};
}

void runNetwork(benchmark::State& state, engine::Isa isa, quant::Precision precision)
{
    const auto model = modelOfWidth(static_cast<int>(state.range(0)));
    const ThreadPool pool(static_cast<int>(state.range(1)));
    const auto& [costs, peakMacs] = measuredOf(isa);
    engine::IntegerEngine engine(model, precision, {&pool, isa, std::nullopt, &costs});
    std::vector<std::uint8_t> input(std::size_t{kSide} * kSide);
    for (std::size_t i = 0; i < input.size(); ++i) {
        input[i] = static_cast<std::uint8_t>(i * 2654435761U >> 24);
    }
    std::vector<std::int32_t> logits(input.size());
    const Clock::time_point begin = Clock::now();
    for (auto _ : state) {
        engine.run({input.data(), 1, kSide, kSide}, {logits.data(), 1, kSide, kSide});
        benchmark::DoNotOptimize(logits.data());
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const double gmac = model->network.macs(kSide, kSide) / 1e9;
    using benchmark::Counter;
    state.counters["GMAC/s"] = Counter(gmac, Counter::kIsIterationInvariantRate);
    if (peakMacs > 0) {
        const double done = gmac * static_cast<double>(state.iterations());
        state.counters["ceiling_%"] = Counter(100 * done / (seconds * peakMacs * pool.threads()));
    }
    state.counters["arena_MB"] = static_cast<double>(engine.info().arenaBytes) / 1e6;
    state.counters["packed_MB"] = static_cast<double>(engine.info().packedBytes) / 1e6;
}

/// What a move of the slider costs before the first pixel: deriving and packing all weights.
void prepareNetwork(benchmark::State& state, engine::Isa isa)
{
    const auto model = modelOfWidth(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        const engine::IntegerEngine engine(model, quant::kBalanced, {nullptr, isa});
        benchmark::DoNotOptimize(&engine);
    }
}

void registerAll()
{
    for (const engine::Isa isa : engine::availableIsas()) {
        const std::string prepare = std::string("prepare/") + engine::toString(isa);
        benchmark::RegisterBenchmark(prepare.c_str(),
                                     [isa](benchmark::State& state) { prepareNetwork(state, isa); })
            ->ArgName("width")
            ->Arg(16)
            ->Arg(32)
            ->Arg(64)
            ->Unit(benchmark::kMillisecond);
        for (const quant::Precision precision :
             {quant::kHighestInteger, quant::kBalanced, quant::kSmallest, quant::Precision{1, 1}}) {
            const std::string name =
                std::string("network/") + engine::toString(isa) + "/" + quant::toString(precision);
            auto* bench = benchmark::RegisterBenchmark(
                name.c_str(),
                [isa, precision](benchmark::State& state) { runNetwork(state, isa, precision); });
            bench->ArgNames({"width", "threads"})
                ->ArgsProduct({{16, 32, 64}, {1, 2}})
                ->UseRealTime()
                ->Unit(benchmark::kMillisecond);
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    registerAll();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 1;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
