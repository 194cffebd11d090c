// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/model/float16.h"
#include "core/nn/detail/banded_conv.h"
#include "core/nn/detail/exact_network.h"
#include "core/nn/detail/float_graph_calls.h"
#include "core/nn/detail/graph_run.h"
#include "core/nn/detail/prediction_output.h"
#include "core/quant/q_format.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace halftone::nn {
namespace {

// The paper's Q8.8, simulated: nearest code (ties to even, where the paper leaves them open),
// saturating.
torch::Tensor toQ8Dot8(const torch::Tensor& x)
{
    const double step = quant::kQ8Dot8.step();
    const double largest = quant::kQ8Dot8.maxCode();
    return at::round(x / step).clamp(-largest, largest) * step;
}

class FloatPredictor final : public model::Predictor {
public:
    FloatPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision)
        : m_model(std::move(model)), m_precision(precision), m_plan(planGraph(m_model->network))
    {
        if (!m_model->hasFloatWeights()) {
            throw Error(ErrorCode::Unsupported,
                        "The model '" + m_model->card.name
                            + "' holds no float weights (it was packed for one precision), so it "
                              "cannot run at "
                            + quant::toString(precision) + ". Use the full model file.");
        }
        for (std::size_t conv = 0; conv < m_plan.convNodes.size(); ++conv) {
            m_layers.push_back(makeLayer(conv));
        }
    }

    void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                 const StopToken& stop, model::Prediction& result) override
    {
        requireInputShape(m_model->network, codes);
        const c10::InferenceMode inference;
        const auto start = std::chrono::steady_clock::now();
        GraphRun run;
        run.stop = stop;
        run.peakBytes = &result.cost.arenaBytes;
        run.conv = [&](std::size_t conv, const torch::Tensor& input) {
            return convolve(conv, input, stop);
        };
        if (m_observer != nullptr) {
            run.observe = ObservedValues(m_model->network, *m_observer);
        }
        const torch::Tensor bytes = torch::from_blob(
            const_cast<std::uint8_t*>(codes.data), {1, 1, codes.height, codes.width}, torch::kByte);
        torch::Tensor x = bytes.to(torch::kFloat).mul_(1.0 / 255.0);
        if (m_precision.isSimulated()) {
            x = toQ8Dot8(x);
        }
        const torch::Tensor logits =
            runGraph(m_model->network, m_plan, x, run).contiguous(torch::MemoryFormat::Contiguous);
        const auto elapsed = std::chrono::steady_clock::now() - start;
        result.cost.milliseconds = std::chrono::duration<double, std::milli>(elapsed).count();
        result.cost.weightBytes = m_model->weightBytes(m_precision);
        result.cost.packedBytes = packedBytes();
        const auto* values = logits.data_ptr<float>();
        fillPrediction(std::vector<double>(values, values + logits.numel()),
                       m_model->network.classes(), codes.height, codes.width, wantProbabilities,
                       result);
    }

    [[nodiscard]] std::optional<model::RunForecast> forecast(int height, int width) const override
    {
        return model::RunForecast{
            std::nullopt, peakBytesOf(m_model->network, m_plan, height, width), packedBytes()};
    }
    void setObserver(model::PredictObserver* observer) override { m_observer = observer; }

    [[nodiscard]] quant::Precision precision() const override { return m_precision; }
    [[nodiscard]] std::string description() const override
    {
        return std::string("LibTorch ") + TORCH_VERSION
               + (m_precision.isFloat() ? ", float, " : ", simulated Q8.8, ")
               + std::to_string(at::get_num_threads()) + " threads";
    }

private:
    // y = relu(scale * conv(x, weights) + bias); FP32 has its scale inside the weights.
    struct Layer {
        torch::Tensor weights;
        torch::Tensor scale; // [1,O,1,1], undefined for FP32
        torch::Tensor bias;  // [O], or [1,O,1,1] beside a scale
        bool relu = true;
    };

    [[nodiscard]] std::size_t packedBytes() const
    {
        std::size_t bytes = 0;
        for (const Layer& layer : m_layers) {
            bytes += layer.weights.nbytes() + layer.bias.nbytes();
        }
        return bytes;
    }

    [[nodiscard]] Layer makeLayer(std::size_t conv) const
    {
        const model::Conv& shape =
            m_model->network.nodes[static_cast<std::size_t>(m_plan.convNodes[conv])].conv();
        const model::ConvWeights& stored = m_model->convs[conv];
        std::vector<float> master;
        for (const std::uint16_t bits : stored.master) {
            master.push_back(model::halfToFloat(bits));
        }
        const auto vectorOf = [](const std::vector<float>& values) {
            return torch::tensor(at::ArrayRef<float>(values));
        };
        const torch::Tensor scale = vectorOf(stored.floatScale);
        Layer layer;
        layer.relu = shape.relu;
        layer.bias = vectorOf(stored.floatOffset);
        layer.weights = vectorOf(master).view(
            {shape.outChannels, shape.inChannels, shape.kernel, shape.kernel});
        if (m_precision.isSimulated()) {
            layer.weights = toQ8Dot8(layer.weights);
            layer.scale = scale.view({1, -1, 1, 1});
            layer.bias = layer.bias.view({1, -1, 1, 1});
        } else {
            layer.weights = layer.weights * scale.view({-1, 1, 1, 1});
        }
        layer.weights = layer.weights.contiguous(torch::MemoryFormat::ChannelsLast);
        return layer;
    }

    [[nodiscard]] torch::Tensor convolve(std::size_t conv, const torch::Tensor& input,
                                         const StopToken& stop) const
    {
        const Layer& layer = m_layers[conv];
        const int margin = static_cast<int>(layer.weights.size(2) / 2);
        ConvGeometry geometry;
        geometry.pad = {margin, margin, margin, margin};
        if (!layer.scale.defined()) {
            torch::Tensor y = convolveInBands(input, layer.weights, layer.bias, geometry, stop);
            return layer.relu ? y.relu_() : y;
        }
        torch::Tensor y = convolveInBands(input, layer.weights, {}, geometry, stop);
        y = y.mul_(layer.scale).add_(layer.bias);
        return layer.relu ? toQ8Dot8(y.relu_()) : y; // the logits stay as they are
    }

    std::shared_ptr<const model::Model> m_model;
    quant::Precision m_precision;
    GraphPlan m_plan;
    std::vector<Layer> m_layers;
    model::PredictObserver* m_observer = nullptr;
};

} // namespace

std::unique_ptr<model::Predictor> makeFloatPredictor(std::shared_ptr<const model::Model> model,
                                                     quant::Precision precision)
{
    if (!precision.isFloat() && !precision.isSimulated()) {
        throw Error(ErrorCode::Unsupported, "The float path runs FP32 and W16A16, not "
                                                + quant::toString(precision)
                                                + ", which the integer engine runs.");
    }
    if (model->graph != nullptr) {
        return makeGraphPredictor(std::move(model), precision);
    }
    return std::make_unique<FloatPredictor>(std::move(model), precision);
}

} // namespace halftone::nn
