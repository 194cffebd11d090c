// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reference/reference.h"

#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/quant/fixed_point.h"

#include <algorithm>
#include <string>

namespace halftone::engine {
namespace {

/// A value of the graph as a plain [C,H,W] array.
struct Map {
    int channels = 0;
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> codes;

    [[nodiscard]] TensorView<const std::uint8_t> view() const
    {
        return {codes.data(), channels, height, width};
    }
};

std::size_t count(int a, int b, int c)
{
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c);
}

Map makeMap(int channels, int height, int width)
{
    return {channels, height, width, std::vector<std::uint8_t>(count(channels, height, width))};
}

/// The inputs of a convolution, joined along the channels.
Map join(const std::vector<const Map*>& inputs)
{
    Map joined{0, inputs.front()->height, inputs.front()->width, {}};
    for (const Map* input : inputs) {
        joined.channels += input->channels;
        joined.codes.insert(joined.codes.end(), input->codes.begin(), input->codes.end());
    }
    return joined;
}

/// What a node reads; values[v + 1] is value v.
std::vector<const Map*> inputsOf(const model::Node& node, const std::vector<Map>& values)
{
    std::vector<const Map*> inputs;
    for (const int value : node.inputs) {
        inputs.push_back(&values.at(static_cast<std::size_t>(value + 1)));
    }
    return inputs;
}

/// Accumulators [O,H,W] of a "same" convolution, weights [O,I,K,K], padding with code 0.
std::vector<std::int32_t> convolve(const Map& in, const model::Conv& layer,
                                   const std::vector<std::int8_t>& weights)
{
    const int k = layer.kernel;
    const auto pixels = in.view();
    std::vector<std::int32_t> sums(count(layer.outChannels, in.height, in.width));
    std::size_t next = 0;
    for (int o = 0; o < layer.outChannels; ++o) {
        for (int y = 0; y < in.height; ++y) {
            for (int x = 0; x < in.width; ++x) {
                std::int32_t acc = 0;
                for (int i = 0; i < in.channels; ++i) {
                    for (int ky = 0; ky < k; ++ky) {
                        for (int kx = 0; kx < k; ++kx) {
                            const int sourceY = y + ky - k / 2;
                            const int sourceX = x + kx - k / 2;
                            if (sourceY >= 0 && sourceY < in.height && sourceX >= 0
                                && sourceX < in.width) {
                                const std::size_t w = count(o, in.channels, k * k) + count(i, k, k)
                                                      + static_cast<std::size_t>(ky * k + kx);
                                acc += pixels.at(i, sourceY, sourceX) * weights[w];
                            }
                        }
                    }
                }
                sums[next++] = acc;
            }
        }
    }
    return sums;
}

Map maxPool(const Map& in)
{
    Map out = makeMap(in.channels, in.height / 2, in.width / 2);
    const auto pixels = in.view();
    std::size_t next = 0;
    for (int c = 0; c < out.channels; ++c) {
        for (int y = 0; y < out.height; ++y) {
            for (int x = 0; x < out.width; ++x) {
                out.codes[next++] =
                    std::max({pixels.at(c, 2 * y, 2 * x), pixels.at(c, 2 * y, 2 * x + 1),
                              pixels.at(c, 2 * y + 1, 2 * x), pixels.at(c, 2 * y + 1, 2 * x + 1)});
            }
        }
    }
    return out;
}

Map upsample(const Map& in)
{
    Map out = makeMap(in.channels, 2 * in.height, 2 * in.width);
    const auto pixels = in.view();
    std::size_t next = 0;
    for (int c = 0; c < out.channels; ++c) {
        for (int y = 0; y < out.height; ++y) {
            for (int x = 0; x < out.width; ++x) {
                out.codes[next++] = pixels.at(c, y / 2, x / 2);
            }
        }
    }
    return out;
}

Map requantizeAll(const std::vector<std::int32_t>& sums, int channels, int height, int width,
                  const std::vector<quant::ChannelRequant>& table, std::int32_t maxCode)
{
    Map out = makeMap(channels, height, width);
    const std::size_t plane = count(1, height, width);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        out.codes[i] = quant::requantize(sums[i], table.at(i / plane), maxCode);
    }
    return out;
}

void checkInput(const model::Network& network, TensorView<const std::uint8_t> input)
{
    if (network.nodes.empty() || !network.nodes.back().isConv()) {
        throw Error(ErrorCode::Internal, "The network has no head.");
    }
    const int stride = network.stride();
    if (input.channels != network.inputChannels || input.height < stride || input.width < stride
        || input.height % stride != 0 || input.width % stride != 0) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The reference needs " + std::to_string(network.inputChannels)
                        + " channel(s) and sides that are multiples of " + std::to_string(stride)
                        + "; found [" + std::to_string(input.channels) + ","
                        + std::to_string(input.height) + "," + std::to_string(input.width) + "].");
    }
}

} // namespace

std::vector<std::int32_t> referenceLogits(const model::Model& model, quant::Precision precision,
                                          TensorView<const std::uint8_t> input,
                                          std::vector<LayerTrace>* trace)
{
    const model::PrecisionTable& table = model.requireTable(precision);
    checkInput(model.network, input);
    const std::int32_t maxCode = quant::maxActivationCode(precision.activationBits);
    const std::vector<model::Node>& nodes = model.network.nodes;

    // values[0] is the network's input, values[n + 1] the value of node n.
    std::vector<Map> values;
    values.push_back(
        {input.channels, input.height, input.width, {input.data, input.data + input.size()}});
    std::size_t convs = 0;
    for (std::size_t n = 0; n + 1 < nodes.size(); ++n) {
        const std::vector<const Map*> inputs = inputsOf(nodes[n], values);
        const auto convolveNext = [&](const model::Conv& layer) {
            const std::size_t conv = convs++;
            const Map in = join(inputs);
            return requantizeAll(convolve(in, layer, model.codesOf(conv, precision)),
                                 layer.outChannels, in.height, in.width, table.requant.at(conv),
                                 maxCode);
        };
        values.push_back(std::visit(
            Overloads{convolveNext,
                      [&](const model::MaxPool2&) { return maxPool(*inputs.front()); },
                      [&](const model::Upsample2&) { return upsample(*inputs.front()); }},
            nodes[n].op));
        if (trace != nullptr) {
            trace->push_back({static_cast<int>(n), nodes[n].name, values.back().codes});
        }
    }
    const Map in = join(inputsOf(nodes.back(), values));
    std::vector<std::int32_t> sums =
        convolve(in, nodes.back().conv(), model.codesOf(convs, precision));
    const std::size_t plane = count(1, in.height, in.width);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] += table.headBias.at(i / plane);
    }
    return sums;
}

} // namespace halftone::engine
