// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/predictors.h"

#include "core/base/error.h"
#include "core/base/platform/platform.h"
#include "core/engine/plan/cost_file.h"
#include "core/nn/torch_runtime.h"

#include <algorithm>
#include <utility>

namespace halftone::pipeline {
namespace {

// Keeps the pool alive that the wrapped predictor borrows.
class PooledPredictor final : public model::Predictor {
public:
    PooledPredictor(std::shared_ptr<const ThreadPool> pool,
                    std::unique_ptr<model::Predictor> predictor)
        : m_pool(std::move(pool)), m_predictor(std::move(predictor))
    {
    }

    void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                 const StopToken& stop, model::Prediction& result) override
    {
        m_predictor->predict(codes, wantProbabilities, stop, result);
    }
    [[nodiscard]] std::optional<model::RunForecast> forecast(int height, int width) const override
    {
        return m_predictor->forecast(height, width);
    }
    void setObserver(model::PredictObserver* observer) override
    {
        m_predictor->setObserver(observer);
    }
    [[nodiscard]] quant::Precision precision() const override { return m_predictor->precision(); }
    [[nodiscard]] std::string description() const override { return m_predictor->description(); }

private:
    std::shared_ptr<const ThreadPool> m_pool;
    std::unique_ptr<model::Predictor> m_predictor; // after the pool: destroyed before it
};

} // namespace

Runtime makeRuntime(int threads)
{
    if (threads < 0) {
        throw Error(ErrorCode::InvalidArgument, "A thread count is 0 (all cores) or more, not "
                                                    + std::to_string(threads) + ".");
    }
    const engine::Isa isa = engine::chooseIsa();
    return {std::make_shared<const ThreadPool>(threads), isa,
            engine::readCosts(engine::costFolder(), isa), waitedForCpuSeconds,
            availableMemoryBytes};
}

bool isSimulated(const model::Model& model, quant::Precision precision)
{
    const bool onEngine = model.network.isInteger() && model.findTable(precision) != nullptr;
    return precision.isSimulated()
           || (precision.isInteger() && model.graph != nullptr && !onEngine);
}

std::unique_ptr<model::Predictor> makePredictor(const Runtime& runtime,
                                                std::shared_ptr<const model::Model> model,
                                                quant::Precision precision)
{
    quant::requireValid(precision);
    const int threads = runtime.pool ? runtime.pool->threads() : 1;
    if (precision.isInteger() && isSimulated(*model, precision)) {
        return nn::TorchRuntime::load(threads)->makeSimulatedPredictor(std::move(model), precision);
    }
    if (!precision.isInteger()) {
        if (!model->hasFloatWeights()) {
            throw Error(ErrorCode::Unsupported, "The model '" + model->card.name
                                                    + "' has no float weights (it is a packed "
                                                      "export), so it cannot run at "
                                                    + quant::toString(precision)
                                                    + ". Use the full model file.");
        }
        return nn::TorchRuntime::load(threads)->makeFloatPredictor(std::move(model), precision);
    }
    engine::EngineOptions options;
    options.pool = runtime.pool.get();
    options.isa = runtime.isa;
    options.costs = runtime.costs ? &*runtime.costs : nullptr;
    return std::make_unique<PooledPredictor>(
        runtime.pool, engine::makeIntegerPredictor(std::move(model), precision, options));
}

quant::Precision fullPrecision(const model::Model& model)
{
    if (model.hasFloatWeights() && nn::TorchRuntime::isInstalled()) {
        return quant::kFull;
    }
    if (model.tables.empty() || model.findTable(quant::kHighestInteger) != nullptr) {
        return quant::kHighestInteger;
    }
    // A packed export: the most bits it has.
    return std::max_element(model.tables.begin(), model.tables.end(),
                            [](const model::PrecisionTable& a, const model::PrecisionTable& b) {
                                return a.precision < b.precision;
                            })
        ->precision;
}

std::vector<eval::Structure> structuresOf(const model::Model& model)
{
    std::vector<eval::Structure> structures;
    for (const Label& label : model.card.labels) {
        structures.push_back({label.name, {label.value}});
    }
    if (!model.card.backgroundName.empty()) {
        structures.push_back({model.card.backgroundName, {0}});
    }
    for (const model::LabelUnion& joined : model.card.unions) {
        structures.push_back({joined.name, joined.values});
    }
    return structures;
}

} // namespace halftone::pipeline
