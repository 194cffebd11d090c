// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// One convolution at a time, one thread, on the shapes of real networks (shapes/*.txt, or the files
// given as arguments after the benchmark's own). Names are conv/<ISA>/<file>/<layer>.
#include "core/base/aligned_buffer.h"
#include "core/engine/map_layout.h"
#include "core/engine/packed_conv.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
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

/// Input, output and weights of one layer.
class Layer {
public:
    Layer(const engine::KernelSet& kernels, const ShapeLine& line)
        : m_conv(makeConv(kernels, line)), m_out(line.outChannels, line.height, line.width),
          m_outStorage(m_out.bytes())
    {
        const int half = line.reading == 'u' ? 1 : 0;
        addInput({line.first, line.height >> half, line.width >> half},
                 half != 0 ? engine::Reading::Upsampled2 : engine::Reading::Direct);
        if (line.second > 0) {
            addInput({line.second, line.height, line.width}, engine::Reading::Direct);
        }
        m_scratch = AlignedBuffer<std::uint8_t>(m_conv.scratchBytes());
    }

    void run()
    {
        engine::ConvArgs args = m_conv.args();
        args.inputs = m_inputs.data();
        args.width = m_out.width();
        args.rowEnd = m_out.height();
        args.out = m_outStorage.data() + m_out.origin();
        args.outRowStride = m_out.rowStride();
        args.outGroupStride = m_out.groupStride();
        args.scratch = m_scratch.data();
        m_conv.run(args);
        benchmark::DoNotOptimize(m_outStorage.data());
    }

private:
    static engine::PackedConv makeConv(const engine::KernelSet& kernels, const ShapeLine& line)
    {
        engine::ConvShape shape{line.kernel, {line.first}, line.outChannels};
        if (line.second > 0) {
            shape.inputChannels.push_back(line.second);
        }
        std::vector<std::int8_t> codes(static_cast<std::size_t>(
            line.outChannels * shape.totalInputChannels() * line.kernel * line.kernel));
        for (std::size_t i = 0; i < codes.size(); ++i) {
            codes[i] = static_cast<std::int8_t>(static_cast<int>(i * 7 % 15) - 7);
        }
        const std::vector<quant::ChannelRequant> table(static_cast<std::size_t>(line.outChannels),
                                                       {1 << 12, 3, 0, 13});
        return {kernels, std::move(shape), codes, std::span(table), 63};
    }

    void addInput(const engine::MapLayout& layout, engine::Reading reading)
    {
        AlignedBuffer<std::uint8_t> storage(layout.bytes());
        for (std::size_t i = 0; i < storage.size(); ++i) {
            storage[i] = static_cast<std::uint8_t>(i * 31 % 64);
        }
        m_inputs.push_back({storage.data() + layout.origin(), layout.rowStride(),
                            layout.groupStride(), layout.groups(), reading});
        m_inputStorage.push_back(std::move(storage));
    }

    engine::PackedConv m_conv;
    engine::MapLayout m_out;
    AlignedBuffer<std::uint8_t> m_outStorage;
    std::vector<AlignedBuffer<std::uint8_t>> m_inputStorage;
    std::vector<engine::ConvInput> m_inputs;
    AlignedBuffer<std::uint8_t> m_scratch;
};

void runLayer(benchmark::State& state, engine::Isa isa, const ShapeLine& line)
{
    Layer layer(engine::requireKernels(isa), line);
    for (auto _ : state) {
        layer.run();
    }
    const double macs = 1.0 * line.kernel * line.kernel * (line.first + line.second)
                        * line.outChannels * line.height * line.width;
    state.counters["GMAC/s"] =
        benchmark::Counter(macs / 1e9, benchmark::Counter::kIsIterationInvariantRate);
}

void registerFile(const std::filesystem::path& path)
{
    for (const ShapeLine& line : readShapes(path)) {
        for (const engine::Isa isa : engine::availableIsas()) {
            const std::string name = std::string("conv/") + engine::toString(isa) + "/"
                                     + path.stem().string() + "/" + line.name;
            benchmark::RegisterBenchmark(name.c_str(), [isa, line](benchmark::State& state) {
                runLayer(state, isa, line);
            })->Unit(benchmark::kMillisecond);
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
