// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/calibrate.h"

#include "core/base/error.h"
#include "core/model/accumulator_bound.h"
#include "core/model/float16.h"
#include "core/nn/detail/exact_conv.h"
#include "core/nn/detail/fake_quant.h"
#include "core/nn/detail/graph_run.h"
#include "core/quant/weight_codes.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace halftone::nn {
namespace {

constexpr double kInputStep = 1.0 / 255.0;
constexpr std::size_t kStepSamples = 20000; // values per convolution looked at for a step search

using Steps = std::vector<double>; // per step group

std::vector<double> valuesOf(const torch::Tensor& tensor)
{
    const torch::Tensor values =
        tensor.detach().reshape({-1}).to(torch::kCPU, torch::kDouble).contiguous();
    const double* data = values.data_ptr<double>();
    return {data, data + values.numel()};
}

struct ChannelMoments {
    double mean = 0;
    double variance = 0;
};

// Mean and variance per channel of accumulators int32 [N,O,H,W], in accumulator units.
std::vector<ChannelMoments> momentsOf(const torch::Tensor& sums)
{
    const std::int64_t channels = sums.size(1);
    const std::int64_t plane = sums.size(2) * sums.size(3);
    const std::int32_t* data = sums.data_ptr<std::int32_t>();
    std::vector<ChannelMoments> moments(static_cast<std::size_t>(channels));
    for (std::int64_t c = 0; c < channels; ++c) {
        double total = 0;
        double squares = 0;
        for (std::int64_t n = 0; n < sums.size(0); ++n) {
            const std::int32_t* values = data + (n * channels + c) * plane;
            for (std::int64_t i = 0; i < plane; ++i) {
                total += values[i];
                squares += static_cast<double>(values[i]) * values[i];
            }
        }
        const auto count = static_cast<double>(sums.size(0) * plane);
        ChannelMoments& m = moments[static_cast<std::size_t>(c)];
        m.mean = total / count;
        m.variance = std::max(0.0, squares / count - m.mean * m.mean);
    }
    return moments;
}

class ModelBuilder {
public:
    ModelBuilder(UNet& net, const model::ModelCard& card, const torch::Tensor& images)
        : m_net(net), m_images(images), m_input(images.to(torch::kFloat).mul(kInputStep))
    {
        m_model.network = net.network();
        m_model.card = card;
        estimateStatistics(net, net.full(), {m_input});
        for (std::size_t conv = 0; conv < net.weights().size(); ++conv) {
            addWeights(conv);
        }
    }

    void addTable(quant::Precision precision)
    {
        const std::size_t source = nearestPair(precision);
        const PrecisionState& state = m_net.pairs()[source];
        const bool trained = state.precision == precision;
        const Steps steps = state.precision.activationBits == precision.activationBits
                                ? learnedSteps(state)
                                : searchedSteps(source, precision.activationBits);
        model::PrecisionTable table = calibrate(precision, state, steps);
        table.trained = trained;
        m_model.tables.push_back(std::move(table));
    }

    [[nodiscard]] model::Model finish()
    {
        model::validate(m_model);
        return std::move(m_model);
    }

private:
    void addWeights(std::size_t conv)
    {
        const torch::NoGradGuard noGrad;
        const bool head = m_net.isHead(conv);
        const torch::Tensor weights = m_net.weights()[conv].to(torch::kCPU);
        const torch::Tensor step = weightStep(weights, head);
        model::ConvWeights result;
        for (const double code :
             valuesOf(torch::round(scaledWeights(weights, step)).contiguous())) {
            result.codes.push_back(static_cast<std::int8_t>(code));
        }
        for (const double value : valuesOf(clampedWeights(weights, head).contiguous())) {
            result.master.push_back(model::floatToHalf(static_cast<float>(value)));
        }
        const PrecisionState& full = m_net.full();
        if (head) {
            for (const double bias : valuesOf(full.headBias)) {
                result.floatScale.push_back(1.0F);
                result.floatOffset.push_back(static_cast<float>(bias));
            }
        } else {
            const std::vector<double> gamma = valuesOf(full.gamma[conv]);
            const std::vector<double> beta = valuesOf(full.beta[conv]);
            const std::vector<double> mean = valuesOf(full.mean[conv]);
            const std::vector<double> variance = valuesOf(full.variance[conv]);
            for (std::size_t o = 0; o < gamma.size(); ++o) {
                const double scale = gamma[o] / std::sqrt(variance[o] + kBatchNormEpsilon);
                result.floatScale.push_back(static_cast<float>(scale));
                result.floatOffset.push_back(static_cast<float>(beta[o] - mean[o] * scale));
            }
        }
        m_weightSteps.push_back(valuesOf(step));
        m_model.convs.push_back(std::move(result));
    }

    // Weight bits matter most: batch norm follows the weights' rounding.
    [[nodiscard]] std::size_t nearestPair(quant::Precision precision) const
    {
        const auto distance = [&](const PrecisionState& state) {
            return 2 * std::abs(state.precision.weightBits - precision.weightBits)
                   + std::abs(state.precision.activationBits - precision.activationBits);
        };
        const std::vector<PrecisionState>& pairs = m_net.pairs();
        const auto best = std::min_element(pairs.begin(), pairs.end(),
                                           [&](const PrecisionState& a, const PrecisionState& b) {
                                               return distance(a) < distance(b);
                                           });
        return static_cast<std::size_t>(best - pairs.begin());
    }

    [[nodiscard]] static Steps learnedSteps(const PrecisionState& state)
    {
        Steps steps = valuesOf(state.logStep);
        std::transform(steps.begin(), steps.end(), steps.begin(),
                       [](double logarithm) { return std::exp(logarithm); });
        return steps;
    }

    // Steps for another activation width, from what the source's layers really put out.
    [[nodiscard]] const Steps& searchedSteps(std::size_t source, int activationBits)
    {
        Steps& steps = m_searched[{source, activationBits}];
        if (!steps.empty()) {
            return steps;
        }
        auto& samples = m_samples[source];
        if (samples.empty()) {
            samples.resize(static_cast<std::size_t>(m_net.plan().stepGroups));
            ForwardOptions options;
            options.training = true;
            options.observe = [&](std::size_t conv, const torch::Tensor& normalised) {
                sampleValues(normalised, kStepSamples,
                             samples[static_cast<std::size_t>(m_net.plan().stepGroup[conv])]);
            };
            const torch::NoGradGuard noGrad;
            static_cast<void>(m_net.forward(m_input, m_net.pairs()[source], options));
        }
        for (const std::vector<float>& group : samples) {
            steps.push_back(searchStep(group, quant::maxActivationCode(activationBits)));
        }
        return steps;
    }

    // Runs the integer network layer by layer; each layer's table is made from its own
    // accumulators.
    [[nodiscard]] model::PrecisionTable calibrate(quant::Precision precision,
                                                  const PrecisionState& state, const Steps& steps)
    {
        const GraphPlan& plan = m_net.plan();
        model::PrecisionTable table;
        table.precision = precision;
        table.requant.resize(m_model.convs.size());
        const std::int32_t maxCode = quant::maxActivationCode(precision.activationBits);
        GraphRun run;
        run.conv = [&](std::size_t conv, const torch::Tensor& input) {
            const model::Conv& layer =
                m_model.network.nodes[static_cast<std::size_t>(plan.convNodes[conv])].conv();
            const int group = plan.inputGroup[conv];
            const double inputStep =
                group < 0 ? kInputStep : steps[static_cast<std::size_t>(group)];
            if (m_net.isHead(conv)) {
                finishHead(table, conv, inputStep, state);
                return torch::zeros({1, 1, 1, 1}, torch::kInt); // nothing reads the logits
            }
            const std::vector<std::int8_t> codes = m_model.codesOf(conv, precision);
            const ExactConv exact(codes, layer,
                                  model::maxInputCode(m_model.network, conv, precision));
            const torch::Tensor sums = exact.accumulate(input);
            const double outputStep = steps[static_cast<std::size_t>(plan.stepGroup[conv])];
            const double unit =
                inputStep * quant::nestedStep(m_model.weightBitsOf(conv, precision));
            table.requant[conv] =
                foldChannels(conv, momentsOf(sums), state, unit, outputStep, exact);
            return requantizeCodes(sums, table.requant[conv], maxCode);
        };
        static_cast<void>(runGraph(m_model.network, plan, m_images, run));
        return table;
    }

    // Batch norm, activation step and scales of one layer as code = round(scale * acc + offset).
    // `unit`: real value of one accumulator step per unit of the channel's weight step.
    [[nodiscard]] std::vector<quant::ChannelRequant>
    foldChannels(std::size_t conv, const std::vector<ChannelMoments>& moments,
                 const PrecisionState& state, double unit, double outputStep,
                 const ExactConv& exact) const
    {
        const std::vector<double> gamma = valuesOf(state.gamma[conv]);
        const std::vector<double> beta = valuesOf(state.beta[conv]);
        std::vector<quant::ChannelRequant> channels;
        for (std::size_t o = 0; o < gamma.size(); ++o) {
            const double real = unit * m_weightSteps[conv][o];
            const double deviation =
                std::sqrt(moments[o].variance * real * real + kBatchNormEpsilon);
            const double scale = gamma[o] * real / (deviation * outputStep);
            const double offset = beta[o] / outputStep - moments[o].mean * scale;
            channels.push_back(quant::makeRequant(scale, offset, exact.bounds()[o]));
        }
        return channels;
    }

    void finishHead(model::PrecisionTable& table, std::size_t conv, double inputStep,
                    const PrecisionState& state) const
    {
        table.logitScale = inputStep * m_weightSteps[conv].front();
        for (const double bias : valuesOf(state.headBias)) {
            table.headBias.push_back(
                static_cast<std::int32_t>(std::lround(bias / table.logitScale)));
        }
    }

    UNet& m_net;
    torch::Tensor m_images; // uint8
    torch::Tensor m_input;  // float
    model::Model m_model;
    std::vector<std::vector<double>> m_weightSteps; // per convolution, of the 8-bit codes
    std::map<std::size_t, std::vector<std::vector<float>>> m_samples; // by trained pair
    std::map<std::pair<std::size_t, int>, Steps> m_searched;          // and activation bits
};

} // namespace

void estimateStatistics(UNet& net, PrecisionState& state, const std::vector<torch::Tensor>& inputs)
{
    const torch::NoGradGuard noGrad;
    for (std::size_t conv = 0; conv < state.mean.size(); ++conv) {
        state.mean[conv].zero_(); // what is not a number would outlive a momentum of 1: 0 * NaN
        state.variance[conv].fill_(1.0);
    }
    ForwardOptions options;
    options.training = true;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        options.momentum = 1.0 / static_cast<double>(i + 1); // the plain average over all inputs
        static_cast<void>(net.forward(inputs[i], state, options));
    }
}

model::Model buildModel(UNet& net, const model::ModelCard& card, const torch::Tensor& images,
                        const ProgressFn& progress, const StopToken& stop)
{
    constexpr int kWidths = 8;
    if (net.pairs().empty()) {
        throw Error(ErrorCode::Unsupported,
                    "This checkpoint was trained in float only; its integer tables would be "
                    "guesses. Train it with 'pairs' in the configuration.");
    }
    ModelBuilder builder(net, card, images);
    int done = 0;
    for (int weightBits = kWidths; weightBits >= 1; --weightBits) {
        for (int activationBits = kWidths; activationBits >= 1; --activationBits) {
            throwIfStopped(stop);
            const quant::Precision precision{weightBits, activationBits};
            reportProgress(progress, static_cast<double>(done++) / (kWidths * kWidths),
                           "calibrating " + quant::toString(precision));
            builder.addTable(precision);
        }
    }
    return builder.finish();
}

} // namespace halftone::nn
