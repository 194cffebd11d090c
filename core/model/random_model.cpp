// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/accumulator_bound.h"
#include "core/model/float16.h"
#include "core/model/model.h"

#include <algorithm>
#include <cmath>
#include <random>

// Activations are kept in a useful range by statistics, not by data. Let an activation be a real
// number in [0,1], code = round(y * (2^a - 1)). If inputs have root mean square kInputRms and
// weights have zero mean, a convolution's sum has standard deviation kInputRms * sqrt(sum w^2);
// the folded batch norm maps it to a mean and a deviation of 0.25, so that few codes saturate
// (3 deviations), about a sixth are zero, and the next layer again sees an rms near kInputRms.
namespace halftone::model {
namespace {

constexpr double kInputRms = 0.4;
constexpr double kMean = 0.25;
constexpr double kDeviation = 0.25;
constexpr double kOneBitMean =
    0.4; // code 1 is half of the range away: a deep network would die out
constexpr double kLogitDeviation = 2.0;
constexpr double kMasterStep = 1.0 / 128; // weight = code * step: exact in float16

// About normal, with 2.5 deviations to the largest code as in a trained model
// (nn/detail/fake_quant.h): some algorithms take longer for large weights. The generator's raw
// output is the same on every machine, which std:: distributions do not promise.
std::int8_t randomCode(std::mt19937& random)
{
    int sum = 0;
    for (int i = 0; i < 4; ++i) {
        sum += static_cast<int>(random() >> 25) - 64; // -64 .. 63, deviation 37
    }
    return static_cast<std::int8_t>(std::clamp(sum * 11 / 16, -127, 127)); // deviation 51
}

struct ChannelSums {
    std::vector<double> squares;
    std::vector<double> sums;
};

ChannelSums channelSums(const std::vector<std::int8_t>& codes, int outChannels)
{
    const auto channels = static_cast<std::size_t>(outChannels);
    const std::size_t perChannel = codes.size() / channels;
    ChannelSums result{std::vector<double>(channels, 0.0), std::vector<double>(channels, 0.0)};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        result.squares[i / perChannel] += codes[i] * codes[i];
        result.sums[i / perChannel] += codes[i];
    }
    return result;
}

double headDeviation(const ChannelSums& sums)
{
    double squares = 0;
    for (const double s : sums.squares) {
        squares += s;
    }
    return std::sqrt(std::max(1.0, squares / static_cast<double>(sums.squares.size())));
}

void fillFloatPath(ConvWeights& weights, const Conv& conv)
{
    weights.master.reserve(weights.codes.size());
    for (const std::int8_t code : weights.codes) {
        weights.master.push_back(floatToHalf(static_cast<float>(code * kMasterStep)));
    }
    const ChannelSums sums = channelSums(weights.codes, conv.outChannels);
    for (std::size_t o = 0; o < sums.squares.size(); ++o) {
        double scale =
            kDeviation / (kInputRms * kMasterStep * std::sqrt(std::max(1.0, sums.squares[o])));
        double offset = kMean;
        if (!conv.relu) {
            scale = kLogitDeviation / (kInputRms * kMasterStep * headDeviation(sums));
            offset = -scale * kMean * kMasterStep * sums.sums[o];
        }
        weights.floatScale.push_back(static_cast<float>(scale));
        weights.floatOffset.push_back(static_cast<float>(offset));
    }
}

// The middle code for values of both signs, and what pools, upsamples or shuffles them.
std::vector<std::uint8_t> makeZeroPoints(const Model& model, quant::Precision precision)
{
    const std::vector<Node>& nodes = model.network.nodes;
    std::vector<std::uint8_t> zeroPoints(nodes.size(), 0);
    bool isSigned = false;
    for (std::size_t n = 0; n + 1 < nodes.size(); ++n) {
        const Add* add = std::get_if<Add>(&nodes[n].op);
        if (nodes[n].isConv() ? nodes[n].conv().relu : add != nullptr && add->relu) {
            continue;
        }
        const int value = static_cast<int>(n);
        zeroPoints[n] = nodes[n].isConv() || add != nullptr
                            ? static_cast<std::uint8_t>((model.maxCodeOf(value, precision) + 1) / 2)
                            : zeroPoints[static_cast<std::size_t>(nodes[n].inputs.front())];
        isSigned = isSigned || zeroPoints[n] != 0;
    }
    return isSigned ? zeroPoints : std::vector<std::uint8_t>{};
}

// Of all Adds: both inputs at 0.6 of their size, so that a sum has the deviation of one.
std::vector<AddRequant> makeAdds(const Model& model, const PrecisionTable& table)
{
    constexpr double kShare = 0.6;
    constexpr int kShift = 14;
    const auto zeroOf = [&](int value) { return static_cast<int>(table.zeroPointOf(value)); };
    std::vector<AddRequant> adds;
    for (const int node : model.network.addNodes()) {
        const std::vector<int>& inputs = model.network.nodes[static_cast<std::size_t>(node)].inputs;
        const auto multiplierOf = [&](int input) {
            const double ratio = 1.0 * model.maxCodeOf(node, table.precision)
                                 / model.maxCodeOf(input, table.precision);
            return static_cast<std::int16_t>(std::lround(std::ldexp(kShare * ratio, kShift)));
        };
        AddRequant add{0, multiplierOf(inputs.front()), multiplierOf(inputs.back()), kShift};
        add.bias = (zeroOf(node) << kShift) + (1 << (kShift - 1))
                   - add.first * zeroOf(inputs.front()) - add.second * zeroOf(inputs.back());
        adds.push_back(add);
    }
    return adds;
}

PrecisionTable makeTable(const Model& model, quant::Precision precision)
{
    PrecisionTable table;
    table.precision = precision;
    table.zeroPoints = makeZeroPoints(model, precision);
    table.adds = makeAdds(model, table);
    const std::vector<int> nodes = model.network.convNodes();
    table.requant.resize(nodes.size());
    const double mean = precision.activationBits == 1 ? kOneBitMean : kMean;
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const Conv& conv = model.network.nodes[static_cast<std::size_t>(nodes[n])].conv();
        const std::vector<std::int8_t> codes = model.codesOf(n, precision);
        const ChannelSums sums = channelSums(codes, conv.outChannels);
        const double inMax = maxInputCode(model.network, n, precision);
        const std::vector<std::int64_t> ofZero = accumulatorsOfZero(model, n, table);
        if (n + 1 == nodes.size()) {
            table.logitScale = kLogitDeviation / (kInputRms * inMax * headDeviation(sums));
            for (std::size_t o = 0; o < ofZero.size(); ++o) {
                table.headBias.push_back(static_cast<std::int32_t>(
                    std::lround(-mean * inMax * sums.sums[o]) - ofZero[o]));
            }
            continue;
        }
        const std::vector<std::int64_t> bounds = accumulatorBounds(model, n, precision);
        const double outMax = model.maxCodeOf(nodes[n], precision);
        for (std::size_t o = 0; o < sums.squares.size(); ++o) {
            const double deviation = kInputRms * inMax * std::sqrt(std::max(1.0, sums.squares[o]));
            const double scale = kDeviation * outMax / deviation;
            const double offset = conv.relu ? mean * outMax : table.zeroPointOf(nodes[n]);
            table.requant[n].push_back(quant::makeRequant(
                scale, offset - scale * static_cast<double>(ofZero[o]), bounds[o]));
        }
    }
    return table;
}

ModelCard randomCard(int classes)
{
    ModelCard card;
    card.name = "random";
    card.title = "Random weights";
    card.description = "Weights drawn at random, for measuring speed and memory. The masks mean "
                       "nothing.";
    card.licence = "Apache-2.0";
    card.trainingData = "none";
    card.backgroundName = "background";
    for (int value = 1; value <= std::max(1, classes - 1); ++value) {
        const auto shade = static_cast<std::uint8_t>(40 + value * 97 % 200);
        card.labels.push_back(
            {static_cast<std::uint8_t>(value), "class-" + std::to_string(value), {255, shade, 74}});
    }
    return card;
}

} // namespace

Model makeRandomModel(const Network& network, std::uint32_t seed)
{
    validate(network);
    Model model;
    model.network = network;
    model.card = randomCard(network.classes());
    std::mt19937 random(seed);
    for (const int index : network.convNodes()) {
        const Conv& conv = network.nodes[static_cast<std::size_t>(index)].conv();
        ConvWeights weights;
        weights.codes.resize(conv.weightCount());
        std::generate(weights.codes.begin(), weights.codes.end(),
                      [&] { return randomCode(random); });
        fillFloatPath(weights, conv);
        model.convs.push_back(std::move(weights));
    }
    for (int weightBits = 8; weightBits >= 1; --weightBits) {
        for (int activationBits = 8; activationBits >= 1; --activationBits) {
            model.tables.push_back(makeTable(model, {weightBits, activationBits}));
        }
    }
    return model;
}

} // namespace halftone::model
