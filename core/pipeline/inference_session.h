// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/forecast.h"
#include "core/pipeline/measure.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// One slice segmented at one precision, and what it cost.
struct SliceOutcome {
    quant::Precision precision;
    int slice = 0;
    std::shared_ptr<const std::vector<std::uint8_t>> labels; ///< [rows, columns], oriented grid
    model::PredictionCost cost;                              ///< of the last run
    /// Of the runs that count (see measure.h), or, where none does yet, of the one that was made.
    Latency latency;
    std::vector<double> warmMs; ///< the runs that count
    std::string engine;         ///< Predictor::description()
    /// What was told before the first run of this precision; empty where nothing could be.
    std::optional<SliceForecast> forecast;
};

/// How often a slice is run: once to see it, or until its latency can be told.
enum class Timing {
    Once,
    Measured, ///< a warm-up where needed, then kFewestRuns runs
};

/// One image, one model and the predictors made for them. Every call comes from the same thread,
/// one at a time.
class InferenceSession {
public:
    /// `ratios`: what former sessions learned, on the same thread; null: nothing.
    InferenceSession(Runtime runtime, std::shared_ptr<const model::Model> model,
                     std::shared_ptr<const image::PreparedImage> image,
                     std::size_t predictorBudgetBytes = PredictorCache::kDefaultBudgetBytes,
                     std::shared_ptr<ForecastRatios> ratios = nullptr);

    /// What a slice will cost at this precision; the first time it makes the predictor. Later what
    /// was told then, although more was learned since. Throws what makePredictor throws.
    [[nodiscard]] const std::optional<SliceForecast>& forecast(quant::Precision precision);

    /// Throws what makePredictor and segmentCodes throw; Error{Cancelled} when stopped;
    /// Error{OutOfMemory} before the first run of a precision that needs more memory than is free:
    /// offeredTileBytes() then says which Runtime::mostTileBytes would do.
    [[nodiscard]] SliceOutcome segment(quant::Precision precision, int slice, Timing timing,
                                       const StopToken& stop);

    /// A slice with its probabilities: nothing is timed, nothing learned. Throws as segment().
    [[nodiscard]] SliceResult probabilities(quant::Precision precision, int slice,
                                            const StopToken& stop);

    /// Of the last Error{OutOfMemory}; 0: no tile is small enough. Any thread.
    [[nodiscard]] double offeredTileBytes() const noexcept { return m_offered; }

    /// How many predictors are kept.
    [[nodiscard]] std::size_t predictors() const noexcept { return m_predictors.size(); }

private:
    void requireMemory(quant::Precision precision);
    [[nodiscard]] ForecastRatios::Key keyOf(const model::Predictor& predictor) const;
    [[nodiscard]] PredictorCache::Loan borrow(quant::Precision precision)
    {
        return m_predictors.borrow(precision, m_image->height(), m_image->width());
    }

    PredictorCache m_predictors;
    std::shared_ptr<const image::PreparedImage> m_image;
    std::shared_ptr<ForecastRatios> m_ratios;
    std::map<quant::Precision, std::optional<SliceForecast>> m_forecasts; ///< as first told
    std::atomic<double> m_offered = 0;
};

} // namespace halftone::pipeline
