// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/unet.h"

#include "core/nn/detail/fake_quant.h"
#include "core/nn/detail/graph_run.h"
#include "core/quant/fixed_point.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>

namespace halftone::nn {
namespace {

constexpr std::size_t kStepSamples = 20000; // values per convolution looked at for a step search

const model::Node& findNode(const model::Network& network, const GraphPlan& plan, std::size_t conv)
{
    return network.nodes[static_cast<std::size_t>(plan.convNodes[conv])];
}

const model::Conv& findConv(const model::Network& network, const GraphPlan& plan, std::size_t conv)
{
    return findNode(network, plan, conv).conv();
}

void copyInto(std::vector<torch::Tensor>& to, const std::vector<torch::Tensor>& from)
{
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i].copy_(from[i]);
    }
}

} // namespace

UNet::UNet(const model::Network& network, std::span<const quant::Precision> pairs,
           std::uint64_t seed, torch::Device device)
    : m_network(network), m_plan(planGraph(network)), m_device(device)
{
    const at::Generator generator = at::detail::createCPUGenerator(seed);
    for (std::size_t conv = 0; conv < m_plan.convNodes.size(); ++conv) {
        const model::Conv& layer = findConv(m_network, m_plan, conv);
        const double fanIn = static_cast<double>(layer.inChannels) * layer.kernel * layer.kernel;
        torch::Tensor weights = torch::randn(
            {layer.outChannels, layer.inChannels, layer.kernel, layer.kernel}, generator);
        // Channels last: LibTorch's CPU convolutions follow the weights' layout, and train faster.
        weights = (weights * std::sqrt(2.0 / fanIn))
                      .to(device)
                      .contiguous(torch::MemoryFormat::ChannelsLast);
        m_weights.push_back(weights.requires_grad_());
    }
    m_full = makeState(quant::kFull);
    for (const quant::Precision precision : pairs) {
        m_pairs.push_back(makeState(precision));
    }
}

PrecisionState UNet::makeState(quant::Precision precision) const
{
    PrecisionState state;
    state.precision = precision;
    const auto options = torch::TensorOptions().dtype(torch::kFloat).device(m_device);
    for (std::size_t conv = 0; conv + 1 < m_plan.convNodes.size(); ++conv) {
        const std::int64_t channels = findConv(m_network, m_plan, conv).outChannels;
        state.gamma.push_back(torch::ones({channels}, options).requires_grad_());
        state.beta.push_back(torch::zeros({channels}, options).requires_grad_());
        state.mean.push_back(torch::zeros({channels}, options));
        state.variance.push_back(torch::ones({channels}, options));
    }
    state.headBias = torch::zeros({m_network.classes()}, options).requires_grad_();
    if (precision.isInteger()) {
        state.logStep = torch::zeros({m_plan.stepGroups}, options).requires_grad_();
    }
    return state;
}

int UNet::weightBits(std::size_t conv, int bits) const
{
    return findConv(m_network, m_plan, conv).fixed8 ? 8 : bits;
}

torch::Tensor UNet::forward(const torch::Tensor& x, PrecisionState& state,
                            const ForwardOptions& options)
{
    const bool quantized = state.precision.isInteger();
    const std::int64_t maxCode =
        quantized ? quant::maxActivationCode(state.precision.activationBits) : 0;
    const torch::Tensor steps = quantized ? state.logStep.exp() : torch::Tensor();
    GraphRun run;
    run.conv = [&](std::size_t conv, const torch::Tensor& input) {
        const bool head = isHead(conv);
        const int bits = weightBits(conv, state.precision.weightBits);
        const torch::Tensor weights = (quantized ? fakeQuantWeights(m_weights[conv], bits, head)
                                                 : clampedWeights(m_weights[conv], head))
                                          .to(options.arithmetic);
        if (head) {
            return at::conv2d(input, weights).to(torch::kFloat)
                   + state.headBias.view({1, -1, 1, 1});
        }
        const std::int64_t padding = weights.size(2) / 2;
        torch::Tensor y = at::conv2d(input, weights, {}, 1, padding);
        y = at::batch_norm(y, state.gamma[conv], state.beta[conv], state.mean[conv],
                           state.variance[conv], options.training, options.momentum,
                           kBatchNormEpsilon, /*cudnn_enabled=*/true);
        if (options.observe) {
            options.observe(conv, y);
        }
        if (quantized && options.quantizeActivations) {
            return fakeQuantRelu(y, steps[m_plan.stepGroup[conv]], maxCode);
        }
        return at::relu(y);
    };
    return runGraph(m_network, m_plan, x.to(options.arithmetic), run);
}

void UNet::startPairs(const torch::Tensor& x)
{
    const torch::NoGradGuard noGrad;
    for (PrecisionState& state : m_pairs) {
        copyInto(state.gamma, m_full.gamma);
        copyInto(state.beta, m_full.beta);
        copyInto(state.mean, m_full.mean);
        copyInto(state.variance, m_full.variance);
        state.headBias.copy_(m_full.headBias);
        initialiseSteps(x, state);
    }
}

void UNet::initialiseSteps(const torch::Tensor& x, PrecisionState& state)
{
    std::vector<std::vector<float>> samples(static_cast<std::size_t>(m_plan.stepGroups));
    ForwardOptions options;
    options.training = true; // the weights are new to this precision: use the batch's statistics
    options.quantizeActivations = false;
    options.observe = [&](std::size_t conv, const torch::Tensor& normalised) {
        sampleValues(normalised, kStepSamples,
                     samples[static_cast<std::size_t>(m_plan.stepGroup[conv])]);
    };
    static_cast<void>(forward(x, state, options));
    for (std::size_t group = 0; group < samples.size(); ++group) {
        const double step =
            searchStep(samples[group], quant::maxActivationCode(state.precision.activationBits));
        state.logStep[static_cast<std::int64_t>(group)].fill_(std::log(step));
    }
}

std::vector<NamedTensor> UNet::parameters() const
{
    std::vector<NamedTensor> result;
    for (std::size_t conv = 0; conv < m_weights.size(); ++conv) {
        result.push_back(
            {findNode(m_network, m_plan, conv).name + ".weight", m_weights[conv], true});
    }
    const auto add = [&](const PrecisionState& state) {
        const std::string prefix = quant::toString(state.precision) + ".";
        for (std::size_t conv = 0; conv < state.gamma.size(); ++conv) {
            const std::string& name = findNode(m_network, m_plan, conv).name;
            result.push_back({prefix + name + ".gamma", state.gamma[conv], false});
            result.push_back({prefix + name + ".beta", state.beta[conv], false});
        }
        result.push_back({prefix + "head.bias", state.headBias, false});
        if (state.logStep.defined()) {
            result.push_back({prefix + "log_step", state.logStep, false});
        }
    };
    add(m_full);
    std::for_each(m_pairs.begin(), m_pairs.end(), add);
    return result;
}

std::vector<NamedTensor> UNet::buffers() const
{
    std::vector<NamedTensor> result;
    const auto add = [&](const PrecisionState& state) {
        const std::string prefix = quant::toString(state.precision) + ".";
        for (std::size_t conv = 0; conv < state.mean.size(); ++conv) {
            const std::string& name = findNode(m_network, m_plan, conv).name;
            result.push_back({prefix + name + ".mean", state.mean[conv], false});
            result.push_back({prefix + name + ".variance", state.variance[conv], false});
        }
    };
    add(m_full);
    std::for_each(m_pairs.begin(), m_pairs.end(), add);
    return result;
}

void sampleValues(const torch::Tensor& normalised, std::size_t most, std::vector<float>& samples)
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor flat = normalised.detach().reshape({-1});
    // A stride coprime to common widths, so that not only some columns are seen.
    const auto stride =
        std::max<std::int64_t>(1, flat.numel() / static_cast<std::int64_t>(most)) | 1;
    const torch::Tensor taken =
        flat.slice(0, 0, flat.numel(), stride).to(torch::kCPU, torch::kFloat).contiguous();
    const float* values = taken.data_ptr<float>();
    samples.insert(samples.end(), values, values + taken.numel());
}

} // namespace halftone::nn
