// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/measure.h"

#include <cstddef>
#include <cstdint>
#include <memory>
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
    InferenceSession(Runtime runtime, std::shared_ptr<const model::Model> model,
                     std::shared_ptr<const image::PreparedImage> image,
                     std::size_t predictorBudgetBytes = PredictorCache::kDefaultBudgetBytes);

    /// Throws what makePredictor and segmentCodes throw; Error{Cancelled} when stopped.
    [[nodiscard]] SliceOutcome segment(quant::Precision precision, int slice, Timing timing,
                                       const StopToken& stop);

    /// How many predictors are kept.
    [[nodiscard]] std::size_t predictors() const noexcept { return m_predictors.size(); }

private:
    PredictorCache m_predictors;
    std::shared_ptr<const image::PreparedImage> m_image;
};

} // namespace halftone::pipeline
