// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/exact_network.h"

#include "core/base/error.h"
#include "core/model/accumulator_bound.h"
#include "core/nn/detail/exact_conv.h"
#include "core/nn/detail/graph_run.h"
#include "core/nn/detail/prediction_output.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace halftone::nn {

struct ExactNetwork::Impl {
    Impl(std::shared_ptr<const model::Model> shared, quant::Precision wanted)
        : model(std::move(shared)), precision(wanted), table(model->requireTable(wanted)),
          plan(planGraph(model->network))
    {
        for (std::size_t conv = 0; conv < plan.convNodes.size(); ++conv) {
            const model::Conv& layer =
                model->network.nodes[static_cast<std::size_t>(plan.convNodes[conv])].conv();
            const std::vector<std::int8_t> codes = model->codesOf(conv, precision);
            convs.emplace_back(codes, layer.outChannels, layer.inChannels, layer.kernel,
                               model::maxInputCode(model->network, conv, precision));
        }
    }

    std::shared_ptr<const model::Model> model;
    quant::Precision precision;
    const model::PrecisionTable& table;
    GraphPlan plan;
    std::vector<ExactConv> convs;
};

ExactNetwork::ExactNetwork(std::shared_ptr<const model::Model> model, quant::Precision precision)
    : m_impl(std::make_unique<Impl>(std::move(model), precision))
{
}

ExactNetwork::~ExactNetwork() = default;
ExactNetwork::ExactNetwork(ExactNetwork&&) noexcept = default;
ExactNetwork& ExactNetwork::operator=(ExactNetwork&&) noexcept = default;

std::vector<std::int32_t> ExactNetwork::logits(TensorView<const std::uint8_t> codes,
                                               const StopToken& stop,
                                               std::vector<ExactValue>* trace,
                                               std::size_t* peakBytes) const
{
    const Impl& impl = *m_impl;
    requireInputShape(impl.model->network, codes);
    const c10::InferenceMode inference;
    GraphRun run;
    run.stop = stop;
    run.peakBytes = peakBytes;
    run.conv = [&](std::size_t conv, const torch::Tensor& input) {
        torch::Tensor sums = impl.convs[conv].accumulate(input);
        if (conv + 1 == impl.convs.size()) {
            return sums; // the head's bias is added below, in integers
        }
        return requantizeCodes(sums, impl.table.requant[conv],
                               quant::maxActivationCode(impl.precision.activationBits));
    };
    const auto classes = static_cast<std::size_t>(impl.model->network.classes());
    if (trace != nullptr) {
        run.observe = [&](int node, const torch::Tensor& value) {
            if (value.scalar_type() == torch::kByte) {
                const torch::Tensor dense = value.contiguous();
                const auto* data = dense.data_ptr<std::uint8_t>();
                trace->push_back({node, {data, data + dense.numel()}});
            }
        };
    }
    const torch::Tensor input = torch::from_blob(const_cast<std::uint8_t*>(codes.data),
                                                 {1, 1, codes.height, codes.width}, torch::kByte);
    const torch::Tensor sums = runGraph(impl.model->network, impl.plan, input, run);
    const std::int32_t* data = sums.data_ptr<std::int32_t>();
    std::vector<std::int32_t> logits(data, data + sums.numel());
    const std::size_t plane = logits.size() / classes;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        logits[i] += impl.table.headBias[i / plane];
    }
    return logits;
}

std::size_t ExactNetwork::weightBytesInMemory() const
{
    std::size_t bytes = 0;
    for (const ExactConv& conv : m_impl->convs) {
        bytes += conv.bytes();
    }
    return bytes;
}

namespace {

class ExactPredictor final : public model::Predictor {
public:
    ExactPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision)
        : m_model(std::move(model)), m_precision(precision), m_network(m_model, precision)
    {
    }

    void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                 const StopToken& stop, model::Prediction& result) override
    {
        const auto start = std::chrono::steady_clock::now();
        const std::vector<std::int32_t> sums =
            m_network.logits(codes, stop, nullptr, &result.cost.arenaBytes);
        const auto elapsed = std::chrono::steady_clock::now() - start;
        result.cost.milliseconds = std::chrono::duration<double, std::milli>(elapsed).count();
        result.cost.weightBytes = m_model->weightBytes(m_precision);
        result.cost.packedBytes = m_network.weightBytesInMemory();
        const double scale = m_model->requireTable(m_precision).logitScale;
        std::vector<double> logits(sums.size());
        std::transform(sums.begin(), sums.end(), logits.begin(),
                       [scale](std::int32_t sum) { return scale * sum; });
        fillPrediction(logits, m_model->network.classes(), codes.height, codes.width,
                       wantProbabilities, result);
    }

    [[nodiscard]] quant::Precision precision() const override { return m_precision; }
    [[nodiscard]] std::string description() const override
    {
        return "exact fake quantization, LibTorch";
    }

private:
    std::shared_ptr<const model::Model> m_model;
    quant::Precision m_precision;
    ExactNetwork m_network;
};

} // namespace

std::unique_ptr<model::Predictor> makeExactPredictor(std::shared_ptr<const model::Model> model,
                                                     quant::Precision precision)
{
    return std::make_unique<ExactPredictor>(std::move(model), precision);
}

} // namespace halftone::nn
