// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Halftone's two predictors as contestants: the integer engine, and LibTorch for 32 bits.
//     peer_halftone write WIDTH FILE                    a model with random weights
//     peer_halftone run FILE WEIGHTS ACTIVATIONS THREADS RUNS
//     peer_halftone ceiling FILE THREADS RUNS           the network's products, in registers only
// HALFTONE_FORCE_ISA chooses the engine's kernels. `halftone-cli bench` measures the same
// predictors, but its peak memory is that of the whole process, and it draws its model anew at
// every start.
#include "core/base/parallel.h"
#include "core/base/version.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/integer_engine.h"
#include "core/engine/plan/cost_file.h"
#include "core/model/model_file.h"
#include "core/nn/torch_runtime.h"
#include "tests/bench/peers/measurement.h"

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace halftone;

constexpr int kSide = 512;

void measure(const std::string& file, quant::Precision precision, int threads, int runs)
{
    peers::Measurement result;
    result.threads = threads;
    std::shared_ptr<nn::TorchRuntime> torch; // its libraries belong to the empty process
    if (!precision.isInteger()) {
        torch = nn::TorchRuntime::load(threads);
    }
    const std::size_t before = peers::peakResidentBytes();

    const ThreadPool pool(threads);
    const auto model = std::make_shared<const model::Model>(model::readModel(file));
    std::unique_ptr<model::Predictor> predictor;
    if (torch) {
        predictor = torch->makeFloatPredictor(model, precision);
        result.version = torch->version();
        result.isa = "libtorch";
    } else {
        engine::EngineOptions options{&pool, engine::chooseIsa()};
        const auto costs = engine::readCosts(engine::costFolder(), options.isa);
        options.costs = costs ? &*costs : nullptr; // as the programs do
        // What a move of the slider costs, after warm-ups: the model has been read long before.
        result.prepareMs = peers::timeRuns(1, [&] {
                               predictor.reset();
                               predictor = engine::makeIntegerPredictor(model, precision, options);
                           }).front();
        result.version = std::string(version()) + " " + std::string(commit());
        result.isa = engine::toString(options.isa);
    }
    const std::vector<std::uint8_t> codes = peers::makeCodes(std::size_t{kSide} * kSide);
    model::Prediction prediction;
    result.milliseconds = peers::timeRuns(runs, [&] {
        predictor->predict({codes.data(), 1, kSide, kSide}, false, {}, prediction);
    });
    result.peakBytes = peers::peakResidentBytes() - before;
    result.macs = model->network.macs(kSide, kSide);
    peers::print(result);
}

/// What the direct form of the network would take if nothing but its multiplications took time.
void measureCeiling(const std::string& file, int threads, int runs)
{
    constexpr std::int64_t kRounds = 50000; // a few milliseconds
    constexpr std::size_t kSharesPerThread = 8;
    const engine::KernelSet& kernels = engine::requireKernels(engine::chooseIsa());
    if (kernels.multiplication == nullptr) {
        throw std::runtime_error("this kernel set has no known multiplication");
    }
    peers::Measurement result;
    result.threads = threads;
    result.version = kernels.multiplication->name;
    result.isa = engine::toString(kernels.isa);
    result.macs = model::readModel(file).network.macs(kSide, kSide);
    const ThreadPool pool(threads);
    const std::size_t shares = kSharesPerThread * static_cast<std::size_t>(threads);
    std::vector<std::int64_t> done(shares);
    std::vector<std::int32_t> sinks(shares);
    result.milliseconds = peers::timeRuns(runs, [&] {
        pool.parallelFor(shares, [&](std::size_t i) {
            done[i] = kernels.multiplication->inRegisters(kRounds, &sinks[i]);
        });
    });
    const double macs = static_cast<double>(done[0]) * static_cast<double>(shares);
    for (double& milliseconds : result.milliseconds) {
        milliseconds *= result.macs / macs;
    }
    peers::print(result);
}

int run(const std::vector<std::string>& words)
{
    if (words.size() == 3 && words[0] == "write") {
        const model::Network network = model::makeUNet(std::stoi(words[1]), 1, 1);
        model::writeModel(words[2], model::makeRandomModel(network, 1));
        return 0;
    }
    if (words.size() == 6 && words[0] == "run") {
        measure(words[1], {std::stoi(words[2]), std::stoi(words[3])}, std::stoi(words[4]),
                std::stoi(words[5]));
        return 0;
    }
    if (words.size() == 4 && words[0] == "ceiling") {
        measureCeiling(words[1], std::stoi(words[2]), std::stoi(words[3]));
        return 0;
    }
    std::cerr << "usage: peer_halftone write WIDTH FILE\n"
                 "       peer_halftone run FILE WEIGHTS ACTIVATIONS THREADS RUNS\n"
                 "       peer_halftone ceiling FILE THREADS RUNS\n";
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(std::vector<std::string>(argv + 1, argv + argc));
    } catch (const std::exception& error) {
        std::cerr << "peer_halftone: " << error.what() << '\n';
        return 1;
    }
}
