// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// One convolution at a time, one thread, on the shapes of real networks (shapes/*.txt, or the files
// given as arguments after the benchmark's own), by every algorithm of every kernel set:
//     bench_conv --benchmark_filter=avx512vnni/winograd/unet_w16
// Names are conv/<ISA>/<algorithm>/<file>/<layer>. GMAC/s counts the direct form, whatever the
// algorithm; ceiling_% is its share of what multiplies in it, on registers alone.
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/calibration.h"
#include "core/engine/plan/synthetic_layer.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace {

using namespace halftone;

/// One line of a shape file: name, kernel, first input's channels, how it is read (d direct, u
/// upsampled), second input's channels (0: none), output channels, height, width of the output.
struct ShapeLine {
    std::string name;
    int kernel = 3;
    int first = 0;
    char reading = 'd';
    int second = 0;
    int outChannels = 0;
    int height = 0;
    int width = 0;
};

std::vector<ShapeLine> readShapes(const std::filesystem::path& path)
{
    std::vector<ShapeLine> shapes;
    std::ifstream file(path);
    for (std::string text; std::getline(file, text);) {
        std::istringstream line(text);
        ShapeLine shape;
        if (text.empty() || text.front() == '#') {
            continue;
        }
        if (line >> shape.name >> shape.kernel >> shape.first >> shape.reading >> shape.second
            >> shape.outChannels >> shape.height >> shape.width) {
            shapes.push_back(shape);
        } else {
            std::fprintf(stderr, "%s: cannot read the line '%s'\n", path.c_str(), text.c_str());
        }
    }
    return shapes;
}

engine::ConvShape shapeOf(const ShapeLine& line, quant::Precision precision, bool readsWindows)
{
    using engine::Reading;
    engine::ConvShape shape{line.kernel,
                            {line.first},
                            line.outChannels,
                            {},
                            quant::maxActivationCode(precision.activationBits)};
    const bool windows = readsWindows && line.first == 1 && line.second == 0 && line.kernel == 3;
    shape.readings.push_back(line.reading == 'u' ? Reading::Upsampled2
                                                 : (windows ? Reading::Windows : Reading::Direct));
    if (line.second > 0) {
        shape.inputChannels.push_back(line.second);
        shape.readings.push_back(Reading::Direct);
    }
    return shape;
}

/// Measured once; 0 where there is none.
double peakMacs(const engine::Multiplication* multiplication)
{
    static std::map<const engine::Multiplication*, double> peaks;
    const auto [entry, isNew] = peaks.try_emplace(multiplication, 0.0);
    if (isNew) {
        entry->second = engine::measurePeakMacs(multiplication);
    }
    return entry->second;
}

void runLayer(benchmark::State& state, engine::Isa isa, engine::Algorithm algorithm,
              const ShapeLine& line)
{
    const engine::KernelSet& kernels = engine::requireKernels(isa);
    const double peak = peakMacs(kernels.conv3x3[algorithm].multiplication);
    const quant::Precision precision = kernels.conv3x3[algorithm].form.typicalPrecisions.front();
    engine::SyntheticLayer layer(kernels, algorithm, shapeOf(line, precision, kernels.readsWindows),
                                 line.height, line.width, precision.weightBits);
    const std::clock_t begin = std::clock();
    for (auto _ : state) {
        layer.run();
        benchmark::DoNotOptimize(layer.output().data());
    }
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    const double gmac = 1e-9 * line.kernel * line.kernel * (line.first + line.second)
                        * line.outChannels * line.height * line.width;
    using benchmark::Counter;
    state.counters["GMAC/s"] = Counter(gmac, Counter::kIsIterationInvariantRate);
    if (peak > 0) {
        const double done = gmac * static_cast<double>(state.iterations());
        state.counters["ceiling_%"] = Counter(100 * done / (seconds * peak));
    }
}

/// Which algorithms a layer may have in a network: the first convolution has 8 bits, the head is
/// 1x1; there must be something to fold, or to mix.
bool canHave(const engine::KernelSet& kernels, const ShapeLine& line, engine::Algorithm algorithm)
{
    const auto readings = kernels.conv3x3[algorithm].form.typicalReadings;
    if (readings.front() == engine::Reading::Upsampled2
        && (line.reading != 'u' || (readings.size() > 1 && line.second == 0))) {
        return false;
    }
    return algorithm == engine::Algorithm::Direct
           || (kernels.has(algorithm) && line.kernel == 3 && line.first > 1);
}

void registerLayer(const std::string& file, const ShapeLine& line, engine::Isa isa)
{
    for (const engine::Algorithm algorithm : engine::kAlgorithms) {
        if (canHave(engine::requireKernels(isa), line, algorithm)) {
            const std::string name = std::string("conv/") + engine::toString(isa) + "/"
                                     + engine::toString(algorithm) + "/" + file + "/" + line.name;
            benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
                runLayer(state, isa, algorithm, line);
            })->Unit(benchmark::kMillisecond);
        }
    }
}

void registerFile(const std::filesystem::path& path)
{
    for (const ShapeLine& line : readShapes(path)) {
        for (const engine::Isa isa : engine::availableIsas()) {
            registerLayer(path.stem().string(), line, isa);
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    std::vector<std::filesystem::path> files(argv + 1, argv + argc);
    if (files.empty()) {
        for (const auto& entry : std::filesystem::directory_iterator(HALFTONE_SHAPES_FOLDER)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
        registerFile(file);
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
