// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// The engine's check of itself, without Qt: every kernel set of this machine against the reference,
// kernel by kernel and in whole networks, and one model file from writing to mask. Its last line
// says how many cases were compared; exit code 0 if all are equal.
#include "core/base/error.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/reference/reference.h"
#include "core/model/model_file.h"
#include "tests/engine/engine_cases.h"
#include "tests/engine/kernel_sweep.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

namespace {

using namespace halftone;

int failures = 0;
std::size_t compared = 0;

void report(const std::string& what, const std::string& fault)
{
    std::printf("%-56s %s\n", what.c_str(), fault.empty() ? "ok" : fault.c_str());
    failures += fault.empty() ? 0 : 1;
}

void reportSweep(const std::string& what, const testing::SweepResult& result)
{
    compared += result.cases;
    report(what + ", " + std::to_string(result.cases) + " cases",
           result.cases == 0 ? "nothing was legal" : result.fault);
}

void checkKernels()
{
    for (const engine::KernelSet* kernels : testing::kernelSetsHere()) {
        for (const engine::Algorithm algorithm : engine::kAlgorithms) {
            if (kernels->has(algorithm)) {
                reportSweep(std::string(kernels->title) + ", " + engine::toString(algorithm),
                            testing::sweepAlgorithm(*kernels, algorithm));
            }
        }
        if (kernels->maxPool2 != nullptr) {
            reportSweep(std::string(kernels->title) + ", pooling", testing::sweepMaxPool(*kernels));
        }
    }
}

void checkNetworks()
{
    const quant::Precision precisions[] = {{8, 8}, {4, 6}, {2, 4}, {1, 1}, {8, 1}, {1, 8}};
    for (const int width : {4, 6, 16}) {
        for (const quant::Precision precision : precisions) {
            testing::EngineCase check;
            check.network = model::makeUNet(width, 1, width == 6 ? 3 : 1);
            check.precision = precision;
            check.height = 24;
            check.width = 40;
            check.seed = static_cast<std::uint32_t>(100 * width + precision.weightBits);
            report("U-Net of width " + std::to_string(width) + ", " + quant::toString(precision),
                   testing::ReferenceRun(check).compareAll(&compared));
        }
    }
}

/// Everything that imported networks have, on bits that all algorithms are for.
void checkImportedNetworks()
{
    const quant::Precision precisions[] = {{8, 8}, {4, 6}, {4, 4}, {2, 4}, {1, 1}, {2, 2}, {1, 8}};
    std::mt19937 random(18);
    for (int n = 0; n < 21; ++n) {
        testing::EngineCase check;
        check.network = testing::randomImportedNetwork(random, 8, n % 7 == 6 ? 40 : 12);
        check.precision = precisions[n % 7];
        check.zeroPoints = true;
        check.height = check.network.stride() * testing::uniform(random, 1, 5);
        check.width = check.network.stride() * testing::uniform(random, 1, 9);
        check.seed = static_cast<std::uint32_t>(n + 1);
        report("imported network " + std::to_string(n) + ", " + quant::toString(check.precision),
               testing::ReferenceRun(check).compareAll(&compared));
    }
}

void checkExtremes()
{
    for (const testing::Weights weights :
         {testing::Weights::AllMax, testing::Weights::AllMin, testing::Weights::Alternating}) {
        testing::EngineCase check;
        check.network = model::makeUNet(8, 1, 2);
        check.precision = {8, 8};
        check.height = 16;
        check.width = 24;
        check.weights = weights;
        check.input = testing::Input::AllMax;
        report("saturating extremes " + std::to_string(static_cast<int>(weights)),
               testing::ReferenceRun(check).compareAll(&compared));
    }
}

std::string runModelFile(const std::filesystem::path& path)
{
    const model::Network network = model::makeUNet(6, 1, 1);
    const model::Model written = model::makeRandomModel(network, 7);
    model::writeModel(path, written);
    const auto read = std::make_shared<const model::Model>(model::readModel(path));

    testing::EngineCase inputCase;
    inputCase.height = 32;
    inputCase.width = 48;
    const std::vector<std::uint8_t> input = testing::makeInput(inputCase);
    const TensorView<const std::uint8_t> view{input.data(), 1, 32, 48};
    const ThreadPool pool(2);
    for (const engine::Isa isa : engine::availableIsas()) {
        const auto predictor = engine::makeIntegerPredictor(read, quant::kBalanced, {&pool, isa});
        model::Prediction prediction;
        predictor->predict(view, true, {}, prediction);
        ++compared;
        const auto logits = engine::referenceLogits(written, quant::kBalanced, view);
        for (std::size_t i = 0; i < logits.size(); ++i) {
            if (prediction.labels.at(i) != (logits[i] >= 0 ? 1 : 0)) {
                return "pixel " + std::to_string(i) + " differs on "
                       + std::string(engine::toString(isa));
            }
        }
        std::printf("  %s: %zu bytes of weights, %zu packed, arena %zu\n",
                    predictor->description().c_str(), prediction.cost.weightBytes,
                    prediction.cost.packedBytes, prediction.cost.arenaBytes);
    }
    return {};
}

void checkModelFile()
{
    const auto folder = std::filesystem::temp_directory_path()
                        / ("halftone-selfcheck-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(folder);
    std::string fault;
    try {
        fault = runModelFile(folder / "random.halftone");
    } catch (const Error& error) {
        fault = error.what();
    }
    std::filesystem::remove_all(folder);
    report("a model file, end to end", fault);
}

} // namespace

int main()
{
    try {
        std::printf("instruction sets:");
        for (const engine::Isa isa : engine::availableIsas()) {
            std::printf(" %s", engine::toString(isa));
        }
        std::printf("; chosen: %s\n", engine::toString(engine::chooseIsa()));
        checkKernels();
        checkNetworks();
        checkImportedNetworks();
        checkExtremes();
        checkModelFile();
    } catch (const Error& error) {
        std::printf("error: %s\n", error.what());
        return EXIT_FAILURE;
    }
    std::printf("%zu cases compared, %d of them not equal\n", compared, failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
