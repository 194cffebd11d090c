// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/integer_engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace halftone::engine {
namespace {

/// Class of every pixel of row y: logit >= 0 for one channel, else the largest, the lowest index
/// where several are.
void labelRow(TensorView<const std::int32_t> logits, int y, std::uint8_t* labels)
{
    if (logits.channels == 1) {
        for (int x = 0; x < logits.width; ++x) {
            labels[x] = logits.at(0, y, x) >= 0 ? std::uint8_t{1} : std::uint8_t{0};
        }
        return;
    }
    for (int x = 0; x < logits.width; ++x) {
        int best = 0;
        for (int c = 1; c < logits.channels; ++c) {
            if (logits.at(c, y, x) > logits.at(best, y, x)) {
                best = c;
            }
        }
        labels[x] = static_cast<std::uint8_t>(best);
    }
}

/// Sigmoid (one class) or softmax of logit * scale, for row y of `probabilities` [classes,H,W].
void probabilityRow(TensorView<const std::int32_t> logits, double scale, int y,
                    TensorView<float> probabilities)
{
    const auto step = static_cast<float>(scale);
    for (int x = 0; x < logits.width; ++x) {
        if (logits.channels == 1) {
            const float logit = step * static_cast<float>(logits.at(0, y, x));
            probabilities.at(0, y, x) = 1.0F / (1.0F + std::exp(-logit));
            continue;
        }
        std::int32_t largest = logits.at(0, y, x);
        for (int c = 1; c < logits.channels; ++c) {
            largest = std::max(largest, logits.at(c, y, x));
        }
        float sum = 0;
        for (int c = 0; c < logits.channels; ++c) {
            const auto below = static_cast<float>(logits.at(c, y, x) - std::int64_t{largest});
            const float weight = std::exp(step * below);
            probabilities.at(c, y, x) = weight;
            sum += weight;
        }
        for (int c = 0; c < logits.channels; ++c) {
            probabilities.at(c, y, x) /= sum;
        }
    }
}

std::size_t sizeOf(const LayerCost& cost)
{
    return TensorView<const float>{nullptr, cost.channels, cost.height, cost.width}.size();
}

/// What one step wrote, real logits at the head.
class StepOutput final : public model::LayerOutput {
public:
    StepOutput(const CopyCodes& codes, TensorView<const std::int32_t> logits, double logitScale,
               std::size_t size)
        : m_codes(codes), m_logits(logits), m_logitScale(logitScale), m_size(size)
    {
    }

    void copyTo(std::span<float> values) const override
    {
        if (values.size() != m_size) {
            throw Error(ErrorCode::ShapeMismatch, "A layer of " + std::to_string(m_size)
                                                      + " values was asked for "
                                                      + std::to_string(values.size()) + ".");
        }
        if (m_logits.data != nullptr) {
            std::transform(
                m_logits.data, m_logits.data + m_size, values.begin(),
                [this](std::int32_t logit) { return static_cast<float>(m_logitScale * logit); });
            return;
        }
        const std::vector<std::uint8_t> codes = m_codes();
        std::transform(codes.begin(), codes.end(), values.begin(),
                       [](std::uint8_t code) { return static_cast<float>(code); });
    }

private:
    const CopyCodes& m_codes;
    TensorView<const std::int32_t> m_logits; ///< none but at the head
    double m_logitScale;
    std::size_t m_size;
};

class IntegerPredictor final : public model::Predictor {
public:
    IntegerPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision,
                     const EngineOptions& options)
        : m_pool(options.pool), m_precision(precision), m_classes(model->network.classes()),
          m_head(static_cast<int>(model->network.nodes.size()) - 1),
          m_logitScale(model->requireTable(precision).logitScale),
          m_engine(std::move(model), precision, options)
    {
    }

    void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                 const StopToken& stop, model::Prediction& result) override
    {
        const auto start = std::chrono::steady_clock::now();
        TensorView<std::int32_t> logits{nullptr, m_classes, codes.height, codes.width};
        m_logits.resize(logits.size());
        logits.data = m_logits.data();
        if (m_observer == nullptr) {
            m_engine.run(codes, logits, stop);
        } else {
            runObserved(codes, logits, stop);
        }
        const std::chrono::duration<double, std::milli> elapsed =
            std::chrono::steady_clock::now() - start;

        result.classes = m_classes;
        result.height = codes.height;
        result.width = codes.width;
        fillResult({m_logits.data(), m_classes, codes.height, codes.width}, wantProbabilities,
                   result);
        const PlanInfo info = m_engine.info();
        result.cost = {elapsed.count(), info.arenaBytes, info.weightBytes, info.packedBytes};
    }

    [[nodiscard]] std::optional<model::RunForecast> forecast(int height, int width) const override
    {
        return m_engine.forecast(height, width);
    }
    void setObserver(model::PredictObserver* observer) override { m_observer = observer; }

    [[nodiscard]] quant::Precision precision() const override { return m_precision; }

    [[nodiscard]] std::string description() const override
    {
        const PlanInfo info = m_engine.info();
        return std::string("integer engine, ") + requireKernels(info.isa).title + ", "
               + std::to_string(info.threads) + (info.threads == 1 ? " thread" : " threads");
    }

private:
    void runObserved(TensorView<const std::uint8_t> codes, TensorView<std::int32_t> logits,
                     const StopToken& stop)
    {
        const TensorView<const std::int32_t> written{logits.data, logits.channels, logits.height,
                                                     logits.width};
        m_engine.observe(codes, logits, stop, [&](const LayerCost& cost, const CopyCodes& copy) {
            const model::LayerObservation layer{
                cost.node,     cost.name,
                cost.channels, cost.height,
                cost.width,    cost.milliseconds,
                cost.gmac,     cost.algorithm ? toString(*cost.algorithm) : ""};
            const bool isHead = cost.node == m_head;
            const CopyCodes input = [&] {
                return std::vector<std::uint8_t>(codes.data, codes.data + codes.size());
            };
            m_observer->observed(layer,
                                 StepOutput(cost.node == model::kInputValue ? input : copy,
                                            isHead ? written : TensorView<const std::int32_t>{},
                                            m_logitScale, sizeOf(cost)));
        });
    }

    void fillResult(TensorView<const std::int32_t> logits, bool wantProbabilities,
                    model::Prediction& result) const
    {
        const auto width = static_cast<std::size_t>(logits.width);
        result.labels.resize(width * static_cast<std::size_t>(logits.height));
        result.probabilities.resize(wantProbabilities ? logits.size() : 0);
        const TensorView<float> probabilities{result.probabilities.data(), logits.channels,
                                              logits.height, logits.width};
        const auto row = [&](std::size_t y) {
            labelRow(logits, static_cast<int>(y), result.labels.data() + y * width);
            if (wantProbabilities) {
                probabilityRow(logits, m_logitScale, static_cast<int>(y), probabilities);
            }
        };
        if (m_pool != nullptr) {
            m_pool->parallelFor(static_cast<std::size_t>(logits.height), row);
        } else {
            for (std::size_t y = 0; y < static_cast<std::size_t>(logits.height); ++y) {
                row(y);
            }
        }
    }

    const ThreadPool* m_pool;
    quant::Precision m_precision;
    int m_classes;
    int m_head; ///< its node
    double m_logitScale;
    model::PredictObserver* m_observer = nullptr;
    IntegerEngine m_engine;
    std::vector<std::int32_t> m_logits;
};

} // namespace

std::unique_ptr<model::Predictor> makeIntegerPredictor(std::shared_ptr<const model::Model> model,
                                                       quant::Precision precision,
                                                       const EngineOptions& options)
{
    return std::make_unique<IntegerPredictor>(std::move(model), precision, options);
}

} // namespace halftone::engine
