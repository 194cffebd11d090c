// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/number_grids.h"

#include "core/base/error.h"
#include "core/base/statistics.h"
#include "core/model/float16.h"
#include "core/quant/weight_codes.h"

#include <algorithm>
#include <cmath>

namespace halftone::model {
namespace {

// Estimates that end farther from the exact step, as a logarithm (here by a quarter), are not told.
constexpr double kMostError = 0.223;

// Of the 8-bit codes of each output channel; empty without float weights. Codes are rounded
// weights / step, so the least squares fit of their line is the step but for rounding errors that
// cancel.
std::vector<double> steps8(const Model& model, std::size_t conv)
{
    const ConvWeights& weights = model.convs[conv];
    const Conv& shape =
        model.network.nodes[static_cast<std::size_t>(model.network.convNodes()[conv])].conv();
    if (weights.master.empty() || weights.master.size() != weights.codes.size()
        || model.storedWeightBits != 8) {
        return {};
    }
    const auto channels = static_cast<std::size_t>(shape.outChannels);
    const std::size_t each = weights.codes.size() / channels;
    std::vector<double> steps;
    for (std::size_t o = 0; o < channels; ++o) {
        double product = 0;
        double square = 0;
        for (std::size_t i = o * each; i < (o + 1) * each; ++i) {
            const double code = weights.codes[i];
            product += code * static_cast<double>(halfToFloat(weights.master[i]));
            square += code * code;
        }
        steps.push_back(square > 0 ? product / square : 0);
    }
    return steps;
}

void setSteps(NumberGrid& grid, const std::vector<double>& steps)
{
    std::vector<double> known;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(known),
                 [](double step) { return step > 0 && std::isfinite(step); });
    if (!known.empty()) {
        const auto [low, high] = std::minmax_element(known.begin(), known.end());
        grid.lowestStep = *low;
        grid.highestStep = *high;
        grid.step = median(known);
    }
}

NumberGrid weightGrid(int bits, std::vector<double> steps)
{
    NumberGrid grid;
    grid.bits = bits;
    grid.highest = quant::maxWeightCode(bits);
    grid.lowest = -grid.highest;
    for (double& step : steps) {
        step *= quant::nestedStep(bits);
    }
    setSteps(grid, steps);
    return grid;
}

NumberGrid activationGrid(int bits)
{
    NumberGrid grid;
    grid.bits = bits;
    grid.highest = quant::maxActivationCode(bits);
    return grid;
}

// How much larger a channel's weights are at `bits` than in the float path: root of their sums of
// squares. Batch norm divides it out again, as it does the deviation of what they multiply.
double growth(const ConvWeights& weights, std::size_t begin, std::size_t end, int bits, double step)
{
    double narrow = 0;
    double full = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const double value =
            step * quant::nestedStep(bits) * quant::nestedCode(weights.codes[i], bits);
        const auto master = static_cast<double>(halfToFloat(weights.master[i]));
        narrow += value * value;
        full += master * master;
    }
    return narrow > 0 && full > 0 ? std::sqrt(narrow / full) : 1;
}

// Step of the codes a convolution writes, from the float path's batch norm: the real value of one
// unit of the accumulator times what the float path scales it by, over what the table does.
std::vector<double> writtenSteps(const Model& model, std::size_t conv, const PrecisionTable& table,
                                 double inputStep)
{
    const std::vector<double> weightSteps = steps8(model, conv);
    const int bits = model.weightBitsOf(conv, table.precision);
    const ConvWeights& weights = model.convs[conv];
    const std::size_t each = weights.codes.size() / std::max<std::size_t>(1, weightSteps.size());
    std::vector<double> steps;
    for (std::size_t o = 0; o < weightSteps.size(); ++o) {
        const quant::ChannelRequant& r = table.requant[conv][o];
        const double scale = std::ldexp(r.multiplier, -(r.preShift + r.shift));
        const double real = inputStep * quant::nestedStep(bits) * weightSteps[o]
                            / growth(weights, o * each, (o + 1) * each, bits, weightSteps[o]);
        steps.push_back(scale != 0 ? real * static_cast<double>(weights.floatScale[o]) / scale : 0);
    }
    return steps;
}

// What the last hidden convolution writes is what the head reads: its exact step judges the
// estimates, which went through all layers, and takes the place of the last.
void checkEstimates(std::vector<LayerNumbers>& layers)
{
    const bool known = layers.size() > 1 && layers.back().activations.step;
    const std::optional<double> last =
        known ? layers[layers.size() - 2].activations.step : std::nullopt;
    const double error =
        last ? std::abs(std::log(*last / *layers.back().activations.step)) : kMostError + 1;
    for (LayerNumbers& layer : layers) {
        NumberGrid& grid = layer.activations;
        if (grid.isEstimate && error > kMostError) {
            grid = activationGrid(grid.bits);
        }
        grid.estimateError = grid.isEstimate ? error : 0;
    }
    if (known) {
        layers[layers.size() - 2].activations = layers.back().activations;
    }
}

} // namespace

NumberGrid inputNumbers()
{
    NumberGrid grid = activationGrid(8);
    setSteps(grid, {1.0 / 255});
    return grid;
}

std::optional<NearestFormat> nearestFormat(const NumberGrid& grid)
{
    if (!grid.step) {
        return std::nullopt;
    }
    const int fracBits = static_cast<int>(-std::lround(std::log2(*grid.step)));
    const quant::QFormat format{grid.bits - fracBits, fracBits};
    return NearestFormat{format, *grid.step == format.step()};
}

std::vector<LayerNumbers> layerNumbers(const Model& model, quant::Precision precision)
{
    const PrecisionTable& table = model.requireTable(precision);
    const Network& network = model.network;
    const std::vector<int> convs = network.convNodes();
    // The step of every value: a pooling's or an upsampling's is that of what it reads.
    std::vector<std::optional<double>> steps(network.nodes.size());
    std::vector<LayerNumbers> layers;
    for (std::size_t n = 0, conv = 0; n < network.nodes.size(); ++n) {
        const Node& node = network.nodes[n];
        const int input = node.inputs.front(); // those of a joined input are tied
        const std::optional<double> inputStep =
            input == kInputValue ? inputNumbers().step : steps[static_cast<std::size_t>(input)];
        if (!node.isConv()) {
            // What a sum's step is depends on both inputs; it is not told.
            steps[n] = std::holds_alternative<Add>(node.op) ? std::nullopt : inputStep;
            continue;
        }
        LayerNumbers layer;
        layer.name = node.name;
        layer.isHead = n + 1 == network.nodes.size();
        layer.fixed8 = node.conv().fixed8;
        layer.weights = weightGrid(model.weightBitsOf(conv, precision), steps8(model, conv));
        layer.activations = activationGrid(precision.activationBits);
        if (layer.isHead) {
            if (layer.weights.step && table.logitScale > 0) {
                setSteps(layer.activations, {table.logitScale / *layer.weights.step});
            }
        } else if (inputStep) {
            setSteps(layer.activations, writtenSteps(model, conv, table, *inputStep));
            layer.activations.isEstimate = layer.activations.step.has_value();
        }
        steps[n] = layer.activations.step;
        layers.push_back(std::move(layer));
        ++conv;
    }
    checkEstimates(layers);
    return layers;
}

} // namespace halftone::model
