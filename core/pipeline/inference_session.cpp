// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/inference_session.h"

#include "core/base/error.h"

#include <span>
#include <utility>

namespace halftone::pipeline {
namespace {

double pixelsOf(const SliceForecast& forecast)
{
    return static_cast<double>(forecast.tiles) * forecast.tileHeight * forecast.tileWidth;
}

} // namespace

InferenceSession::InferenceSession(Runtime runtime, std::shared_ptr<const model::Model> model,
                                   std::shared_ptr<const image::PreparedImage> image,
                                   std::size_t predictorBudgetBytes,
                                   std::shared_ptr<ForecastRatios> ratios)
    : m_predictors(std::move(runtime), std::move(model), predictorBudgetBytes),
      m_image(std::move(image)),
      m_ratios(ratios != nullptr ? std::move(ratios) : std::make_shared<ForecastRatios>())
{
}

ForecastRatios::Key InferenceSession::keyOf(const model::Predictor& predictor) const
{
    const model::Model& model = *m_predictors.model();
    return (model.hash.empty() ? model.card.name : model.hash) + ", " + predictor.description();
}

const std::optional<SliceForecast>& InferenceSession::forecast(quant::Precision precision)
{
    const auto told = m_forecasts.find(precision);
    if (told != m_forecasts.end()) {
        return told->second;
    }
    const model::Predictor& predictor = *borrow(precision).predictor;
    std::optional<SliceForecast> forecast =
        forecastSlice(predictor, *m_image, m_predictors.reach());
    if (forecast) {
        forecast->milliseconds =
            m_ratios->corrected(keyOf(predictor), forecast->milliseconds, pixelsOf(*forecast));
    }
    return m_forecasts[precision] = forecast;
}

void InferenceSession::requireMemory(quant::Precision precision)
{
    const PredictorCache::Loan loan = borrow(precision);
    const auto& told = forecast(precision);
    const auto& asks = m_predictors.runtime().availableBytes;
    if (loan.warm || !told || !asks) {
        return; // one that is warm has its maps
    }
    const std::optional<std::size_t> available = asks();
    if (!available || told->arenaBytes <= *available) {
        return; // the weights are packed by now
    }
    const model::Network& network = m_predictors.model()->network;
    const auto fitting = fittingTileBytes(*loan.predictor, *m_image, network, *available);
    m_offered = fitting.value_or(0);
    throw Error(ErrorCode::OutOfMemory,
                shortageText(*loan.predictor, *m_image, network, *told, *available, fitting));
}

SliceOutcome InferenceSession::segment(quant::Precision precision, int slice, Timing timing,
                                       const StopToken& stop)
{
    throwIfStopped(stop);
    requireMemory(precision);
    const std::vector<std::uint8_t> codes = m_image->slice(slice);
    SliceRun run = runSlice(m_predictors, precision, *m_image, codes, stop);
    const double first = run.milliseconds;
    std::vector<double> counted;
    std::vector<double> waited;
    if (run.warm) {
        counted.push_back(first);
        waited.push_back(run.waited);
    }
    while (timing == Timing::Measured && counted.size() < kFewestRuns) {
        run = runSlice(m_predictors, precision, *m_image, codes, stop);
        counted.push_back(run.milliseconds);
        waited.push_back(run.waited);
    }

    const std::optional<SliceForecast>& told = forecast(precision);
    if (told && !counted.empty() && !isBusy(waited)) {
        const model::Predictor& predictor = *borrow(precision).predictor;
        const auto plain = forecastSlice(predictor, *m_image, m_predictors.reach());
        m_ratios->learn(keyOf(predictor), plain->milliseconds, pixelsOf(*told), median(counted));
    }

    SliceOutcome outcome;
    outcome.forecast = told;
    outcome.precision = precision;
    outcome.slice = slice;
    outcome.engine = std::move(run.engine);
    outcome.cost = run.slice.cost;
    outcome.latency =
        counted.empty() ? summarizeLatency(std::span(&first, 1)) : summarizeLatency(counted);
    outcome.latency.busy = isBusy(waited);
    outcome.warmMs = std::move(counted);
    outcome.labels = std::make_shared<const std::vector<std::uint8_t>>(std::move(run.slice.labels));
    return outcome;
}

SliceResult InferenceSession::probabilities(quant::Precision precision, int slice,
                                            const StopToken& stop)
{
    throwIfStopped(stop);
    requireMemory(precision);
    const PredictorCache::Loan loan = borrow(precision);
    SliceResult result = segmentSlice(*loan.predictor, *m_image, m_predictors.reach(), slice, true,
                                      stop, m_predictors.runtime().pool.get());
    m_predictors.giveBack(loan, result.cost);
    return result;
}

} // namespace halftone::pipeline
