// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/nn/detail/float_graph_calls.h"
#include "core/nn/detail/float_graph_codes.h"
#include "core/nn/detail/float_graph_run.h"
#include "core/nn/detail/prediction_output.h"
#include "core/nn/detail/tensor_output.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace halftone::nn {
namespace {

namespace graph = model::graph;
using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Tells an observer of the values that the model's layer graph has, too: nodes of the same name,
// and the logits. A network that is opaque has only those.
class ObservedGraphValues {
public:
    ObservedGraphValues(const model::Model& model, model::PredictObserver& observer, int height,
                        int width)
        : m_model(model), m_observer(observer), m_height(height), m_width(width)
    {
    }

    void operator()(int node, const torch::Tensor& value)
    {
        const auto n = static_cast<std::size_t>(node);
        const std::vector<model::Node>& layers = m_model.network.nodes;
        auto layer = std::find_if(layers.begin(), layers.end(), [&](const model::Node& other) {
            return other.name == m_model.graph->nodes[n].name;
        });
        if (n + 1 == m_model.graph->nodes.size()) {
            layer = layers.end() - 1;
        }
        if (layer == layers.end()) {
            return;
        }
        model::LayerObservation seen;
        seen.node = static_cast<int>(layer - layers.begin());
        seen.name = layer->name;
        seen.channels = static_cast<int>(value.size(1));
        seen.height = static_cast<int>(value.size(2));
        seen.width = static_cast<int>(value.size(3));
        seen.milliseconds = millisecondsSince(m_before);
        seen.gmac = 1e-9 * m_model.network.macsOf(seen.node, m_height, m_width);
        m_observer.observed(seen, TensorOutput(value));
        m_before = Clock::now();
    }

private:
    const model::Model& m_model;
    model::PredictObserver& m_observer;
    int m_height;
    int m_width;
    Clock::time_point m_before = Clock::now();
};

class GraphPredictor final : public model::Predictor {
public:
    GraphPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision)
        : m_model(std::move(model)), m_precision(precision), m_graph(m_model->graph)
    {
        if (precision.isFloat()) {
            return;
        }
        m_grids = gridsOfValues(m_graph.graph(), m_model->ranges, precision);
        const std::vector<int> bits = bitsOfWeights(m_graph.graph(), precision);
        for (std::size_t n = 0; n < bits.size(); ++n) {
            if (bits[n] > 0) {
                roundWeights(m_graph.graph().nodes[n].op, m_graph.tensors(n), bits[n]);
            }
        }
    }

    void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                 const StopToken& stop, model::Prediction& result) override
    {
        requireInputShape(m_model->network, codes);
        const c10::InferenceMode inference;
        const auto start = Clock::now();
        FloatGraphRun run;
        run.stop = stop;
        run.peakBytes = &result.cost.arenaBytes;
        if (!m_grids.empty()) {
            run.coded = [this](int node, torch::Tensor value) {
                return roundToGrid(std::move(value), m_grids[static_cast<std::size_t>(node)]);
            };
        }
        if (m_observer != nullptr) {
            run.observe = ObservedGraphValues(*m_model, *m_observer, codes.height, codes.width);
        }
        const torch::Tensor x =
            torch::from_blob(const_cast<std::uint8_t*>(codes.data),
                             {1, codes.channels, codes.height, codes.width}, torch::kByte)
                .to(torch::kFloat)
                .mul_(1.0 / 255.0);
        const torch::Tensor logits =
            m_graph.run(x, run).contiguous(torch::MemoryFormat::Contiguous);
        result.cost.milliseconds = millisecondsSince(start);
        result.cost.weightBytes = m_model->weightBytes(m_precision);
        result.cost.packedBytes = m_graph.bytes();
        requireLogits(logits, codes);
        const auto* values = logits.data_ptr<float>();
        fillPrediction(std::vector<double>(values, values + logits.numel()),
                       static_cast<int>(logits.size(1)), codes.height, codes.width,
                       wantProbabilities, result);
    }

    [[nodiscard]] std::optional<model::RunForecast> forecast(int height, int width) const override
    {
        return model::RunForecast{std::nullopt, m_graph.peakBytes(height, width), m_graph.bytes()};
    }
    void setObserver(model::PredictObserver* observer) override { m_observer = observer; }

    [[nodiscard]] quant::Precision precision() const override { return m_precision; }
    [[nodiscard]] std::string description() const override
    {
        return std::string("LibTorch ") + TORCH_VERSION + ", " + arithmetic() + ", "
               + std::to_string(at::get_num_threads()) + " threads";
    }

private:
    static void requireLogits(const torch::Tensor& logits, TensorView<const std::uint8_t> codes)
    {
        if (logits.size(2) != codes.height || logits.size(3) != codes.width) {
            throw Error(ErrorCode::ShapeMismatch,
                        "The network gives logits of " + std::to_string(logits.size(2)) + " x "
                            + std::to_string(logits.size(3)) + " pixels for an image of "
                            + std::to_string(codes.height) + " x " + std::to_string(codes.width)
                            + ".");
        }
    }

    [[nodiscard]] std::string arithmetic() const
    {
        if (m_precision.isFloat()) {
            return "float";
        }
        if (m_precision.isInteger()) {
            return "simulated " + quant::toString(m_precision);
        }
        const CodeGrid paper = fixedPointOf(0);
        const bool wider = std::any_of(m_grids.begin(), m_grids.end(), [&](const CodeGrid& grid) {
            return grid.step > paper.step;
        });
        return wider ? "simulated 16-bit fixed point with a range for each value"
                     : "simulated Q8.8";
    }

    std::shared_ptr<const model::Model> m_model;
    quant::Precision m_precision;
    FloatGraph m_graph;
    std::vector<CodeGrid> m_grids; ///< of each node's value; empty: FP32
    model::PredictObserver* m_observer = nullptr;
};

} // namespace

std::unique_ptr<model::Predictor> makeGraphPredictor(std::shared_ptr<const model::Model> model,
                                                     quant::Precision precision)
{
    quant::requireValid(precision);
    if (model->graph == nullptr) {
        throw Error(ErrorCode::Unsupported,
                    "The model '" + model->card.name + "' has no float graph: "
                        + quant::toString(precision) + " is simulated for imported models alone.");
    }
    if (precision.isInteger() && model->ranges.empty()) {
        throw Error(ErrorCode::Unsupported,
                    "The model '" + model->card.name + "' was not calibrated, so that "
                        + quant::toString(precision)
                        + " cannot be simulated. Calibrate it on an image, or run it at FP32.");
    }
    return std::make_unique<GraphPredictor>(std::move(model), precision);
}

} // namespace halftone::nn
