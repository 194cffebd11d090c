// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/exact_network.h"

#include "core/base/error.h"
#include "core/model/accumulator_bound.h"
#include "core/nn/detail/exact_conv.h"
#include "core/nn/detail/graph_run.h"
#include "core/nn/detail/prediction_output.h"
#include "core/quant/weight_codes.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

namespace halftone::nn {

namespace {

/// Weight codes with a bit less, in units of the codes of `bits`, so that the tables of these hold.
std::vector<std::int8_t> loweredCodes(const std::vector<std::int8_t>& codes8, int bits)
{
    std::vector<std::int8_t> codes = quant::nestedCodes(codes8, bits - 1);
    const auto ratio =
        static_cast<int>(quant::nestedStep(bits - 1) / quant::nestedStep(bits)); // 1 from 2 bits
    std::transform(codes.begin(), codes.end(), codes.begin(),
                   [ratio](std::int8_t code) { return static_cast<std::int8_t>(ratio * code); });
    return codes;
}

/// The same entry where other weights can sum up to `bound`: as it is, if it is safe for them.
quant::ChannelRequant refit(const quant::ChannelRequant& entry, std::int64_t bound)
{
    if (quant::isSafe(entry, bound)) {
        return entry;
    }
    const double scale = std::ldexp(entry.multiplier, -(entry.preShift + entry.shift));
    const double rounding = entry.shift > 0 ? 0.5 : 0; // contained in the bias
    return quant::makeRequant(scale, std::ldexp(entry.bias, -entry.shift) - rounding, bound);
}

// What only imported networks have is checked against the reference alone (core/engine/reference).
void requireCovered(const model::Model& model, const model::PrecisionTable& table)
{
    const std::vector<model::Node>& nodes = model.network.nodes;
    const bool known = std::all_of(nodes.begin(), nodes.end(), [](const model::Node& node) {
        return node.isConv() ? node.conv().isPlain()
                             : std::holds_alternative<model::MaxPool2>(node.op)
                                   || std::holds_alternative<model::Upsample2>(node.op);
    });
    const bool hasZeroPoints =
        table.inputZeroPoint != 0
        || std::any_of(table.zeroPoints.begin(), table.zeroPoints.end(),
                       [](std::uint8_t zeroPoint) { return zeroPoint != 0; });
    if (!known || hasZeroPoints) {
        throw Error(ErrorCode::Unsupported,
                    "'" + model.card.name
                        + "' has operations or zero points of imported networks, which exact fake "
                          "quantization does not compute. Use the integer engine.");
    }
}

} // namespace

struct ExactNetwork::Impl {
    Impl(std::shared_ptr<const model::Model> shared, quant::Precision wanted,
         std::optional<model::LoweredLayer> loweredLayer)
        : model(std::move(shared)), precision(wanted), lowered(loweredLayer),
          table(model->requireTable(wanted)), requant(table.requant),
          plan(planGraph(model->network))
    {
        requireCovered(*model, table);
        if (lowered && !model::canLower(*model, precision, *lowered)) {
            throw Error(ErrorCode::InvalidArgument,
                        "Convolution " + std::to_string(lowered->conv) + " of '" + model->card.name
                            + "' cannot have a bit less at " + quant::toString(precision) + ".");
        }
        for (std::size_t conv = 0; conv < plan.convNodes.size(); ++conv) {
            const model::Conv& layer =
                model->network.nodes[static_cast<std::size_t>(plan.convNodes[conv])].conv();
            const std::vector<std::int8_t> codes =
                isLowered(conv, model::LoweredLayer::Part::Weights)
                    ? loweredCodes(model->convs[conv].codes, precision.weightBits)
                    : model->codesOf(conv, precision);
            convs.emplace_back(codes, layer.outChannels, layer.inChannels, layer.kernel,
                               model::maxInputCode(model->network, conv, precision));
            for (std::size_t o = 0; o < requant[conv].size(); ++o) {
                requant[conv][o] = refit(requant[conv][o], convs.back().bounds()[o]);
            }
        }
    }

    [[nodiscard]] bool isLowered(std::size_t conv, model::LoweredLayer::Part part) const
    {
        return lowered == model::LoweredLayer{static_cast<int>(conv), part};
    }

    std::shared_ptr<const model::Model> model;
    quant::Precision precision;
    std::optional<model::LoweredLayer> lowered;
    const model::PrecisionTable& table;
    std::vector<std::vector<quant::ChannelRequant>>
        requant; ///< of `table`, but for lowered weights
    GraphPlan plan;
    std::vector<ExactConv> convs;
};

ExactNetwork::ExactNetwork(std::shared_ptr<const model::Model> model, quant::Precision precision,
                           std::optional<model::LoweredLayer> lowered)
    : m_impl(std::make_unique<Impl>(std::move(model), precision, lowered))
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
        const std::int32_t maxCode = quant::maxActivationCode(impl.precision.activationBits);
        const torch::Tensor result = requantizeCodes(sums, impl.requant[conv], maxCode);
        return impl.isLowered(conv, model::LoweredLayer::Part::Activations)
                   ? dropLastBit(result, maxCode)
                   : result;
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
    ExactPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision,
                   std::optional<model::LoweredLayer> lowered)
        : m_model(std::move(model)), m_precision(precision), m_network(m_model, precision, lowered)
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
                                                     quant::Precision precision,
                                                     std::optional<model::LoweredLayer> lowered)
{
    return std::make_unique<ExactPredictor>(std::move(model), precision, lowered);
}

} // namespace halftone::nn
