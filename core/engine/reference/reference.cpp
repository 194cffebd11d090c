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
    std::vector<std::uint8_t> zeroPoints{}; ///< [C]: what padding holds

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
    Map joined{0, inputs.front()->height, inputs.front()->width, {}, {}};
    for (const Map* input : inputs) {
        joined.channels += input->channels;
        joined.codes.insert(joined.codes.end(), input->codes.begin(), input->codes.end());
        joined.zeroPoints.insert(joined.zeroPoints.end(), input->zeroPoints.begin(),
                                 input->zeroPoints.end());
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

/// One accumulator: output channel o at (y, x), weights [O,I,K,K].
std::int32_t accumulate(const Map& in, const model::Conv& layer,
                        const std::vector<std::int8_t>& weights, int o, int y, int x)
{
    const int k = layer.kernel;
    const int pad = (k - 1) / 2;
    const auto pixels = in.view();
    std::int32_t acc = 0;
    for (int i = 0; i < in.channels; ++i) {
        for (int ky = 0; ky < k; ++ky) {
            for (int kx = 0; kx < k; ++kx) {
                const int sourceY = layer.stride * y + ky - pad;
                const int sourceX = layer.stride * x + kx - pad;
                const bool inside =
                    sourceY >= 0 && sourceY < in.height && sourceX >= 0 && sourceX < in.width;
                const int code = inside ? pixels.at(i, sourceY, sourceX)
                                        : in.zeroPoints[static_cast<std::size_t>(i)];
                const std::size_t w = count(o, in.channels, k * k) + count(i, k, k)
                                      + static_cast<std::size_t>(ky * k + kx);
                acc += code * weights[w];
            }
        }
    }
    return acc;
}

/// Accumulators [O,H/stride,W/stride].
std::vector<std::int32_t> convolve(const Map& in, const model::Conv& layer,
                                   const std::vector<std::int8_t>& weights)
{
    std::vector<std::int32_t> sums;
    for (int o = 0; o < layer.outChannels; ++o) {
        for (int y = 0; y < in.height / layer.stride; ++y) {
            for (int x = 0; x < in.width / layer.stride; ++x) {
                sums.push_back(accumulate(in, layer, weights, o, y, x));
            }
        }
    }
    return sums;
}

/// A map whose every code is codeAt(channel, y, x).
template <typename CodeAt>
Map mapOf(int channels, int height, int width, CodeAt codeAt)
{
    Map out = makeMap(channels, height, width);
    std::size_t next = 0;
    for (int c = 0; c < channels; ++c) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                out.codes[next++] = static_cast<std::uint8_t>(codeAt(c, y, x));
            }
        }
    }
    return out;
}

Map maxPool3(const Map& in)
{
    const auto pixels = in.view();
    return mapOf(in.channels, in.height / 2, in.width / 2, [&](int c, int y, int x) {
        int most = 0;
        for (int sourceY = 2 * y - 1; sourceY <= 2 * y + 1; ++sourceY) {
            for (int sourceX = 2 * x - 1; sourceX <= 2 * x + 1; ++sourceX) {
                if (sourceY >= 0 && sourceX >= 0) {
                    most = std::max(most, int{pixels.at(c, sourceY, sourceX)});
                }
            }
        }
        return most;
    });
}

Map bilinear(const Map& in)
{
    const auto pixels = in.view();
    const auto at = [&](int c, int y, int x) {
        return int{pixels.at(c, std::clamp(y, 0, in.height - 1), std::clamp(x, 0, in.width - 1))};
    };
    return mapOf(in.channels, 2 * in.height, 2 * in.width, [&](int c, int y, int x) {
        const int nearY = y / 2;
        const int nearX = x / 2;
        const int farY = y % 2 == 0 ? nearY - 1 : nearY + 1;
        const int farX = x % 2 == 0 ? nearX - 1 : nearX + 1;
        return (9 * at(c, nearY, nearX) + 3 * at(c, nearY, farX) + 3 * at(c, farY, nearX)
                + at(c, farY, farX) + 8)
               >> 4;
    });
}

Map shuffle(const Map& in)
{
    const auto pixels = in.view();
    return mapOf(in.channels / 4, 2 * in.height, 2 * in.width, [&](int c, int y, int x) {
        return pixels.at(4 * c + 2 * (y % 2) + x % 2, y / 2, x / 2);
    });
}

Map add(const Map& a, const Map& b, const model::AddRequant& requant, std::int32_t maxCode)
{
    return mapOf(a.channels, a.height, a.width, [&](int c, int y, int x) {
        const std::int32_t sum = a.view().at(c, y, x) * requant.first
                                 + b.view().at(c, y, x) * requant.second + requant.bias;
        return std::clamp(sum >> requant.shift, 0, maxCode);
    });
}

Map maxPool(const Map& in)
{
    const auto pixels = in.view();
    return mapOf(in.channels, in.height / 2, in.width / 2, [&](int c, int y, int x) {
        return std::max({pixels.at(c, 2 * y, 2 * x), pixels.at(c, 2 * y, 2 * x + 1),
                         pixels.at(c, 2 * y + 1, 2 * x), pixels.at(c, 2 * y + 1, 2 * x + 1)});
    });
}

Map upsample(const Map& in)
{
    const auto pixels = in.view();
    return mapOf(in.channels, 2 * in.height, 2 * in.width,
                 [&](int c, int y, int x) { return pixels.at(c, y / 2, x / 2); });
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

[[noreturn]] void refuseOpaque()
{
    throw Error(ErrorCode::Unsupported, "The reference has no arithmetic for a float graph.");
}

void checkInput(const model::Network& network, TensorView<const std::uint8_t> input)
{
    if (network.nodes.empty() || !network.nodes.back().isConv()) {
        throw Error(ErrorCode::Unsupported, "The network has no head of integers.");
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
    const std::vector<model::Node>& nodes = model.network.nodes;

    // values[0] is the network's input, values[n + 1] the value of node n.
    std::vector<Map> values;
    const auto store = [&](Map map, int value) {
        map.zeroPoints.assign(static_cast<std::size_t>(map.channels), table.zeroPointOf(value));
        values.push_back(std::move(map));
    };
    store({input.channels, input.height, input.width, {input.data, input.data + input.size()}},
          model::kInputValue);
    std::size_t convs = 0;
    std::size_t adds = 0;
    for (std::size_t n = 0; n + 1 < nodes.size(); ++n) {
        const auto node = static_cast<int>(n);
        const std::int32_t maxCode = model.maxCodeOf(node, precision);
        const std::vector<const Map*> inputs = inputsOf(nodes[n], values);
        const Map& first = *inputs.front();
        const auto convolveNext = [&](const model::Conv& layer) {
            const std::size_t conv = convs++;
            const Map in = join(inputs);
            return requantizeAll(convolve(in, layer, model.codesOf(conv, precision)),
                                 layer.outChannels, in.height / layer.stride,
                                 in.width / layer.stride, table.requant.at(conv), maxCode);
        };
        const auto addNext = [&](const model::Add&) {
            return add(first, *inputs.back(), table.adds.at(adds++), maxCode);
        };
        store(std::visit(Overloads{convolveNext,
                                   [&](const model::MaxPool2&) { return maxPool(first); },
                                   [&](const model::Upsample2&) { return upsample(first); },
                                   [&](const model::MaxPool3&) { return maxPool3(first); },
                                   [&](const model::Bilinear2&) { return bilinear(first); },
                                   [&](const model::Shuffle2&) { return shuffle(first); }, addNext,
                                   [&](const model::Opaque&) -> Map { refuseOpaque(); }},
                         nodes[n].op),
              node);
        if (trace != nullptr) {
            trace->push_back({node, nodes[n].name, values.back().codes});
        }
    }
    const Map in = join(inputsOf(nodes.back(), values));
    std::vector<std::int32_t> sums =
        convolve(in, nodes.back().conv(), model.codesOf(convs, precision));
    const std::size_t plane = count(1, input.height, input.width);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] += table.headBias.at(i / plane);
    }
    return sums;
}

} // namespace halftone::engine
