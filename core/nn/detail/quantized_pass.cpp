// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/quantized_pass.h"

#include "core/base/progress.h"
#include "core/model/accumulator_bound.h"
#include "core/nn/detail/activation_steps.h"
#include "core/nn/detail/conv_input.h"
#include "core/nn/detail/exact_conv.h"
#include "core/nn/detail/fit_codes.h"
#include "core/nn/detail/graph_run.h"
#include "core/nn/detail/matrix_product.h"
#include "core/nn/detail/requant_fit.h"
#include "core/quant/weight_codes.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace halftone::nn {
namespace {

constexpr std::int64_t kStepSamples = 20000; // of each value
constexpr std::int64_t kRowsOfCall = 512;    // LibTorch cannot be interrupted inside a call

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

// Evenly taken.
ValueSamples samplesOf(const torch::Tensor& values, bool rectified)
{
    const torch::Tensor flat = values.reshape({-1});
    const std::int64_t every = std::max<std::int64_t>(1, flat.numel() / kStepSamples);
    const torch::Tensor taken = flat.slice(0, every / 2, flat.numel(), every).contiguous();
    const auto* first = taken.data_ptr<float>();
    return {{first, first + taken.numel()}, rectified};
}

bool hasRelu(const model::Node& node)
{
    const auto* add = std::get_if<model::Add>(&node.op);
    return add != nullptr ? add->relu : node.conv().relu;
}

} // namespace

/// A convolution at the precision at hand.
struct PostTraining::Layer {
    std::size_t conv = 0;
    int node = 0;
    const model::Node* description = nullptr;
    quant::Precision precision;
    const ActivationCoding* coding = nullptr;
    double inputStep = 1;                   ///< real value of one code of the input, above 0
    std::vector<std::uint8_t> padding = {}; ///< code by input channel, or empty
    [[nodiscard]] const model::Conv& shape() const { return description->conv(); }
};

PostTraining::PostTraining(const model::LoweredGraph& graph, const CalibrationData& data)
    : m_graph(graph), m_data(data), m_plan(planGraph(graph.network))
{
    m_model.network = graph.network;
    m_model.convs.resize(graph.convs.size());
}

const ActivationCoding& PostTraining::codingOf(int activationBits)
{
    ActivationCoding& coding = m_codings[activationBits];
    const std::vector<model::Node>& nodes = m_graph.network.nodes;
    if (!coding.steps.empty()) {
        return coding;
    }
    coding.steps.assign(nodes.size(), 1);
    coding.zeroPoints.assign(nodes.size(), 0);
    for (int group = 0; group < m_plan.stepGroups; ++group) {
        std::vector<ValueSamples> members;
        std::vector<int> sources;
        for (int n = 0; n < static_cast<int>(nodes.size()); ++n) {
            if (m_plan.groupOfNode[at(n)] == group && m_data.values[at(n)].defined()) {
                members.push_back(samplesOf(m_data.values[at(n)], hasRelu(nodes[at(n)])));
                sources.push_back(n);
            }
        }
        const StepChoice choice =
            chooseStep(members, m_model.maxCodeOf(sources.front(), {8, activationBits}));
        for (std::size_t i = 0; i < sources.size(); ++i) {
            coding.steps[at(sources[i])] = choice.step;
            coding.zeroPoints[at(sources[i])] = static_cast<std::uint8_t>(choice.zeroPoints[i]);
        }
    }
    for (std::size_t n = 0; n < nodes.size(); ++n) { // what is pooled, upsampled or shuffled
        if (!m_data.values[n].defined()) {
            coding.steps[n] = coding.steps[at(nodes[n].inputs.front())];
            coding.zeroPoints[n] = coding.zeroPoints[at(nodes[n].inputs.front())];
        }
    }
    return coding;
}

model::PrecisionTable PostTraining::fit(quant::Precision precision, const StopToken& stop)
{
    return pass(precision, true, stop);
}

model::PrecisionTable PostTraining::tableOf(quant::Precision precision, const StopToken& stop)
{
    return pass(precision, false, stop);
}

model::PrecisionTable PostTraining::pass(quant::Precision precision, bool fitsCodes,
                                         const StopToken& stop)
{
    const std::vector<model::Node>& nodes = m_graph.network.nodes;
    const ActivationCoding& coding = codingOf(precision.activationBits);
    model::PrecisionTable table;
    table.precision = precision;
    table.requant.resize(m_model.convs.size());
    table.inputZeroPoint = static_cast<std::uint8_t>(m_graph.input.zeroPoint);
    if (std::any_of(coding.zeroPoints.begin(), coding.zeroPoints.end(),
                    [](int zero) { return zero != 0; })) {
        table.zeroPoints = coding.zeroPoints;
    }
    std::vector<Values> values(nodes.size());
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const model::Node& node = nodes[n];
        const auto inputOf = [&](std::size_t i) -> const Values& {
            return node.inputs[i] == model::kInputValue ? m_data.images
                                                        : values[at(node.inputs[i])];
        };
        Values inputs = inputOf(0);
        if (node.isConv()) {
            for (std::size_t image = 0; image < inputs.size() && node.inputs.size() > 1; ++image) {
                inputs[image] = at::cat({inputs[image], inputOf(1)[image]}, 1);
            }
            Layer layer{at(m_plan.convOfNode[n]), static_cast<int>(n), &node, precision, &coding};
            layer.inputStep = node.inputs[0] == model::kInputValue
                                  ? std::abs(m_graph.input.scale) / 255
                                  : coding.steps[at(node.inputs[0])];
            layer.padding = paddingOf(m_graph.network, node, table);
            if (fitsCodes) {
                fitLayer(layer, inputs, stop);
            }
            values[n] = convolve(layer, inputs, table, stop);
        } else if (std::holds_alternative<model::Add>(node.op)) {
            table.adds.push_back(addOf(static_cast<int>(n), coding, precision));
            for (std::size_t image = 0; image < inputs.size(); ++image) {
                values[n].push_back(addCodes(inputs[image], inputOf(1)[image], table.adds.back(),
                                             m_model.maxCodeOf(static_cast<int>(n), precision)));
            }
        } else {
            std::transform(inputs.begin(), inputs.end(), std::back_inserter(values[n]),
                           [&](const torch::Tensor& x) { return applyOp(node, x); });
        }
        for (const int input : node.inputs) {
            if (input != model::kInputValue && m_plan.lastUse[at(input)] == static_cast<int>(n)) {
                values[at(input)].clear();
            }
        }
        throwIfStopped(stop);
    }
    return table;
}

// [O,I*K*K], in units that codes of the input times their step multiply.
torch::Tensor PostTraining::targetWeights(const Layer& layer) const
{
    const torch::Tensor weights =
        torch::tensor(at::ArrayRef<float>(m_graph.convs[layer.conv].weights))
            .view({layer.shape().outChannels, -1});
    const bool inverted =
        layer.description->inputs[0] == model::kInputValue && m_graph.input.scale < 0;
    return inverted ? -weights : weights;
}

void PostTraining::fitLayer(const Layer& layer, const Values& inputs, const StopToken& stop)
{
    const int bits = layer.shape().fixed8 ? 8 : layer.precision.weightBits;
    model::ConvWeights& stored = m_model.convs[layer.conv];
    if (bits == 8 && !stored.codes.empty()) {
        return; // what stays at 8 bits has one set of codes
    }
    const std::int64_t width = m_graph.network.levelOf(layer.node);
    std::vector<torch::Tensor> windows;
    for (std::size_t image = 0; image < inputs.size(); ++image) {
        throwIfStopped(stop);
        const torch::Tensor padded =
            paddedInput(inputs[image], layer.shape(), layer.padding).to(torch::kFloat);
        windows.push_back(windowsAt(padded, layer.shape(),
                                    m_data.places[image][at(static_cast<int>(width))],
                                    m_data.images[image].size(3) >> width));
    }
    torch::Tensor samples = torch::cat(windows, 0);
    windows.clear();
    samples.sub_(samples.mean(0, true)); // the mean's error is taken away with the offset
    torch::Tensor moments = at::zeros({samples.size(1), samples.size(1)}, torch::kFloat);
    for (const torch::Tensor& rows : samples.split(kRowsOfCall)) {
        throwIfStopped(stop);
        moments.add_(matrixProduct(rows.t(), rows));
    }
    const bool isHead = layer.conv + 1 == m_model.convs.size();
    FittedCodes fitted = fitCodes(targetWeights(layer), moments, bits,
                                  isHead ? StepSharing::OneForAll : StepSharing::PerRow, stop);
    m_weightSteps[{bits, layer.conv}] = std::move(fitted.steps);
    (bits == 8 ? stored.codes : stored.codesOfWidth[bits]) = std::move(fitted.codes);
}

PostTraining::Values PostTraining::convolve(const Layer& layer, const Values& inputs,
                                            model::PrecisionTable& table,
                                            const StopToken& stop) const
{
    const model::Conv& shape = layer.shape();
    const ExactConv exact(m_model.codesOf(layer.conv, layer.precision), shape,
                          model::maxInputCode(m_model.network, layer.conv, layer.precision),
                          layer.padding);
    const std::size_t level = at(m_graph.network.levelOf(layer.node));
    Values results;
    std::vector<torch::Tensor> sampled;
    for (std::size_t image = 0; image < inputs.size(); ++image) {
        throwIfStopped(stop);
        results.push_back(exact.accumulate(inputs[image]));
        sampled.push_back(samplesAt(results.back(), m_data.places[image][level]));
    }
    const torch::Tensor sums = at::cat(sampled, 1);
    if (layer.conv + 1 == m_model.convs.size()) {
        finishHead(layer, sums, exact.bounds(), table);
        return {};
    }
    const int bits = m_model.weightBitsOf(layer.conv, layer.precision);
    const auto own = m_weightSteps.find({bits, layer.conv});
    const bool nested = own == m_weightSteps.end();
    std::vector<double> nominal = nested ? m_weightSteps.at({8, layer.conv}) : own->second;
    for (double& unit : nominal) {
        unit *= layer.inputStep * (nested ? quant::nestedStep(bits) : 1);
    }
    const double step = layer.coding->steps[at(layer.node)];
    const int zeroPoint = layer.coding->zeroPoints[at(layer.node)];
    std::vector<quant::ChannelRequant>& channels = table.requant[layer.conv];
    const std::vector<ChannelFit> fits = matchMoments(sums, m_data.values[at(layer.node)], nominal);
    for (std::size_t o = 0; o < fits.size(); ++o) {
        channels.push_back(makeBoundedRequant(
            fits[o].gain / step, fits[o].offset / step + zeroPoint, exact.bounds()[o]));
    }
    const std::int32_t maxCode = m_model.maxCodeOf(layer.node, layer.precision);
    for (torch::Tensor& result : results) {
        result = requantizeCodes(result, channels, maxCode);
    }
    return results;
}

void PostTraining::finishHead(const Layer& layer, const torch::Tensor& sums,
                              const std::vector<std::int64_t>& bounds,
                              model::PrecisionTable& table) const
{
    const double nominal = layer.inputStep * m_weightSteps.at({8, layer.conv}).front();
    const std::vector<ChannelFit> fits =
        matchMomentsTogether(sums, m_data.values[at(layer.node)], nominal);
    table.logitScale = fits.front().gain;
    for (std::size_t o = 0; o < fits.size(); ++o) {
        const auto most = static_cast<double>((std::int64_t{1} << 31) - 1 - bounds[o]);
        table.headBias.push_back(static_cast<std::int32_t>(
            std::lround(std::clamp(fits[o].offset / fits[o].gain, -most, most))));
    }
}

model::AddRequant PostTraining::addOf(int node, const ActivationCoding& coding,
                                      quant::Precision precision) const
{
    const auto coded = [&](int value) {
        return CodedValue{coding.steps[at(value)], coding.zeroPoints[at(value)],
                          m_model.maxCodeOf(value, precision)};
    };
    const std::vector<int>& inputs = m_graph.network.nodes[at(node)].inputs;
    return makeAddRequant(coded(inputs[0]), coded(inputs[1]), coded(node));
}

} // namespace halftone::nn
