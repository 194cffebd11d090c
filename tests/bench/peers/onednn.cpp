// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// oneDNN in int8 as a contestant:
//     peer_onednn SHAPES THREADS RUNS
// SHAPES is a file of tests/bench/shapes. Convolutions u8 x s8 in the blocked formats the library
// prefers, one output scale a channel and ReLU as a post-operation; pooling, nearest upsampling and
// concatenation in u8. A map's memory is used again once its last reader has been added.
#include "tests/bench/peers/measurement.h"

#include <dnnl.hpp>
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <exception>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace {

using namespace halftone;
using dnnl::memory;

/// One line of a shapes file.
struct Layer {
    std::string name;
    int kernel = 0;
    int first = 0;
    char kind = 'd'; ///< 'u': the first input is upsampled before it is joined with a skip
    int second = 0;
    int out = 0;
    int height = 0;
    int width = 0;
};

std::vector<Layer> readShapes(const std::string& path)
{
    std::ifstream file(path);
    std::vector<Layer> layers;
    for (std::string line; std::getline(file, line);) {
        Layer layer;
        std::istringstream words(line);
        if (line.empty() || line[0] == '#') {
            continue;
        }
        if (!(words >> layer.name >> layer.kernel >> layer.first >> layer.kind >> layer.second
              >> layer.out >> layer.height >> layer.width)) {
            throw std::runtime_error(path + ": '" + line + "' is not a layer");
        }
        layers.push_back(layer);
    }
    if (layers.empty()) {
        throw std::runtime_error(path + " has no layers");
    }
    return layers;
}

/// A map between layers and the buffer it lies in.
struct Value {
    memory data;
    std::size_t buffer = 0;
};

/// Primitives in the order in which they run.
class Chain {
public:
    Chain() : m_engine(dnnl::engine::kind::cpu, 0), m_stream(m_engine) {}

    Value input(int height, int width)
    {
        return makeValue({{1, 1, height, width}, memory::data_type::u8, memory::format_tag::nchw});
    }

    Value conv(Value source, const Layer& layer);
    Value pool(const Value& source);
    Value upsample(Value source);
    Value join(Value first, Value second);

    void run()
    {
        for (const auto& [primitive, arguments] : m_steps) {
            primitive.execute(m_stream, arguments);
        }
        m_stream.wait();
    }
    [[nodiscard]] double macs() const { return m_macs; }

private:
    using Arguments = std::unordered_map<int, memory>;

    static memory::dims dims(const Value& value) { return value.data.get_desc().dims(); }
    static memory::desc anyLayout(const memory::dims& dims, memory::data_type type)
    {
        return {dims, type, memory::format_tag::any};
    }

    /// In the smallest unused buffer that is large enough, or in a new one.
    Value makeValue(const memory::desc& desc)
    {
        std::size_t best = m_buffers.size();
        for (std::size_t i = 0; i < m_buffers.size(); ++i) {
            const bool fits = m_buffers[i].free && m_buffers[i].bytes >= desc.get_size();
            if (fits && (best == m_buffers.size() || m_buffers[i].bytes < m_buffers[best].bytes)) {
                best = i;
            }
        }
        if (best == m_buffers.size()) {
            m_buffers.push_back({memory(desc, m_engine), desc.get_size(), true});
        }
        m_buffers[best].free = false;
        return {memory(desc, m_engine, m_buffers[best].data.get_data_handle()), best};
    }
    void release(const Value& value) { m_buffers[value.buffer].free = true; }

    void add(dnnl::primitive primitive, Arguments arguments)
    {
        m_steps.emplace_back(std::move(primitive), std::move(arguments));
    }
    Value inLayout(Value value, const memory::desc& wanted);
    memory weights(const memory::dims& shape, const memory::desc& wanted);

    struct Buffer {
        memory data;
        std::size_t bytes = 0;
        bool free = false;
    };
    dnnl::engine m_engine;
    dnnl::stream m_stream;
    std::vector<Buffer> m_buffers;
    std::vector<std::pair<dnnl::primitive, Arguments>> m_steps;
    std::mt19937 m_random{1};
    double m_macs = 0;
};

/// The value itself, or a copy in another layout.
Value Chain::inLayout(Value value, const memory::desc& wanted)
{
    if (value.data.get_desc() == wanted) {
        return value;
    }
    const Value copy = makeValue(wanted);
    add(dnnl::reorder(value.data, copy.data),
        {{DNNL_ARG_FROM, value.data}, {DNNL_ARG_TO, copy.data}});
    release(value);
    return copy;
}

/// Random codes, rearranged once.
memory Chain::weights(const memory::dims& shape, const memory::desc& wanted)
{
    memory plain({shape, memory::data_type::s8, memory::format_tag::oihw}, m_engine);
    auto* codes = static_cast<std::int8_t*>(plain.get_data_handle());
    std::generate(codes, codes + plain.get_desc().get_size(), [this] {
        return static_cast<std::int8_t>(static_cast<int>(m_random() >> 25) - 64);
    });
    memory packed(wanted, m_engine);
    dnnl::reorder(plain, packed).execute(m_stream, plain, packed);
    m_stream.wait();
    return packed;
}

Value Chain::conv(Value source, const Layer& layer)
{
    const bool isHead = layer.name == "head";
    const memory::dims in = dims(source);
    const memory::dims shape{layer.out, in[1], layer.kernel, layer.kernel};
    const memory::dims out{1, layer.out, in[2], in[3]};
    const memory::dims pad{layer.kernel / 2, layer.kernel / 2};
    const memory::desc biasDesc({layer.out}, memory::data_type::f32, memory::format_tag::x);
    const dnnl::convolution_forward::desc desc(
        dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct,
        anyLayout(in, memory::data_type::u8), anyLayout(shape, memory::data_type::s8), biasDesc,
        anyLayout(out, isHead ? memory::data_type::s8 : memory::data_type::u8), {1, 1}, pad, pad);

    // Codes of mean square (0.4 * 255)^2 and weights of mean square 37^2 come out a quarter of the
    // range wide and, by the bias, a quarter above zero.
    const auto terms = static_cast<float>(in[1] * layer.kernel * layer.kernel);
    const float scale = 0.25F / (0.4F * 37.0F * std::sqrt(terms));
    dnnl::primitive_attr attributes;
    attributes.set_output_scales(1 << 1, std::vector<float>(std::size_t(layer.out), scale));
    if (!isHead) {
        dnnl::post_ops after;
        after.append_eltwise(1.0F, dnnl::algorithm::eltwise_relu, 0.0F, 0.0F);
        attributes.set_post_ops(after);
    }
    const dnnl::convolution_forward::primitive_desc chosen(desc, attributes, m_engine);
    source = inLayout(source, chosen.src_desc());
    const memory packed = weights(shape, chosen.weights_desc());
    const memory bias(biasDesc, m_engine);
    auto* values = static_cast<float*>(bias.get_data_handle());
    std::fill(values, values + layer.out, isHead ? 0.0F : 0.25F * 255.0F / scale);
    const Value result = makeValue(chosen.dst_desc());
    add(dnnl::convolution_forward(chosen), {{DNNL_ARG_SRC, source.data},
                                            {DNNL_ARG_WEIGHTS, packed},
                                            {DNNL_ARG_BIAS, bias},
                                            {DNNL_ARG_DST, result.data}});
    release(source);
    m_macs += static_cast<double>(terms) * static_cast<double>(layer.out * out[2] * out[3]);
    return result;
}

/// Maximum of 2x2; the source stays, as a skip.
Value Chain::pool(const Value& source)
{
    const memory::dims in = dims(source);
    const dnnl::pooling_forward::primitive_desc chosen(
        {dnnl::prop_kind::forward_inference,
         dnnl::algorithm::pooling_max,
         source.data.get_desc(),
         anyLayout({1, in[1], in[2] / 2, in[3] / 2}, memory::data_type::u8),
         {2, 2},
         {2, 2},
         {0, 0},
         {0, 0}},
        m_engine);
    const Value result = makeValue(chosen.dst_desc());
    add(dnnl::pooling_forward(chosen), {{DNNL_ARG_SRC, source.data}, {DNNL_ARG_DST, result.data}});
    return result;
}

/// Nearest, twice the size.
Value Chain::upsample(Value source)
{
    const memory::dims in = dims(source);
    const dnnl::resampling_forward::primitive_desc chosen(
        {dnnl::prop_kind::forward_inference, dnnl::algorithm::resampling_nearest,
         source.data.get_desc(),
         anyLayout({1, in[1], in[2] * 2, in[3] * 2}, memory::data_type::u8)},
        m_engine);
    const Value result = makeValue(chosen.dst_desc());
    add(dnnl::resampling_forward(chosen),
        {{DNNL_ARG_SRC, source.data}, {DNNL_ARG_DST, result.data}});
    release(source);
    return result;
}

Value Chain::join(Value first, Value second)
{
    const dnnl::concat::primitive_desc chosen(1, {first.data.get_desc(), second.data.get_desc()},
                                              m_engine);
    const Value result = makeValue(chosen.dst_desc());
    add(dnnl::concat(chosen), {{DNNL_ARG_MULTIPLE_SRC, first.data},
                               {DNNL_ARG_MULTIPLE_SRC + 1, second.data},
                               {DNNL_ARG_DST, result.data}});
    release(first);
    release(second);
    return result;
}

void build(Chain& chain, Value value, const std::vector<Layer>& layers)
{
    std::vector<Value> skips;
    int height = layers.front().height;
    for (const Layer& layer : layers) {
        if (layer.height < height) {
            skips.push_back(value);
            value = chain.pool(value);
        }
        if (layer.kind == 'u') {
            value = chain.join(chain.upsample(value), skips.back());
            skips.pop_back();
        }
        value = chain.conv(value, layer);
        height = layer.height;
    }
}

std::string isaName()
{
    switch (dnnl::get_effective_cpu_isa()) {
    case dnnl::cpu_isa::avx2: return "avx2";
    case dnnl::cpu_isa::avx2_vnni: return "avx2vnni";
    case dnnl::cpu_isa::avx512_core: return "avx512";
    case dnnl::cpu_isa::avx512_core_vnni:
    case dnnl::cpu_isa::avx512_core_bf16:
    case dnnl::cpu_isa::avx512_core_amx: return "avx512vnni";
    default: return "another";
    }
}

void measure(const std::string& shapes, int threads, int runs)
{
    omp_set_num_threads(threads);
    const std::vector<Layer> layers = readShapes(shapes);
    const dnnl_version_t* version = dnnl_version();
    peers::Measurement result;
    result.version = std::to_string(version->major) + "." + std::to_string(version->minor) + "."
                     + std::to_string(version->patch);
    result.isa = isaName();
    result.threads = threads;
    const std::size_t before = peers::peakResidentBytes();

    Chain chain;
    const Value input = chain.input(layers.front().height, layers.front().width);
    const std::vector<std::uint8_t> codes = peers::makeCodes(input.data.get_desc().get_size());
    build(chain, input, layers);
    auto* image = static_cast<std::uint8_t*>(input.data.get_data_handle());
    result.milliseconds = peers::timeRuns(runs, [&] {
        std::copy(codes.begin(), codes.end(), image); // its buffer was used again
        chain.run();
    });
    result.peakBytes = peers::peakResidentBytes() - before;
    result.macs = chain.macs();
    peers::print(result);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::cerr << "usage: peer_onednn SHAPES THREADS RUNS\n";
        return 2;
    }
    try {
        measure(argv[1], std::stoi(argv[2]), std::stoi(argv[3]));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "peer_onednn: " << error.what() << '\n';
        return 1;
    }
}
