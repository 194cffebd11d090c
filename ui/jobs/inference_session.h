// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/segment.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace halftone::ui {

/// One slice segmented at one precision, scored, and what it cost.
struct SliceOutcome {
    quant::Precision precision;
    int slice = 0;
    std::shared_ptr<const std::vector<std::uint8_t>> labels; ///< [rows, columns], oriented grid
    model::PredictionCost cost;                              ///< of the last run
    std::vector<double> runMilliseconds; ///< runs that count, without the warm-up
    std::vector<eval::OverlapCounts>
        overlap;        ///< per structure against the reference; empty without
    std::string engine; ///< Predictor::description()
};

/// How often a slice is run: once to see it, or until its latency can be believed.
enum class Timing {
    Once,
    Median, ///< a warm-up run that does not count, then up to five more within 600 ms, at least
            ///< one
};

/// One image, one model and the predictors made for them. Every call comes from the same worker
/// thread, one at a time. Keeps the predictors that were used last, since making one packs its
/// weights: as many as fit into a number of bytes (arenas and packed weights), at least the last.
class InferenceSession {
public:
    /// `reference` may be null; otherwise it lies on the oriented grid of `image`.
    InferenceSession(pipeline::Runtime runtime, std::shared_ptr<const model::Model> model,
                     std::shared_ptr<const image::PreparedImage> image,
                     std::shared_ptr<const LabelMap> reference,
                     std::vector<eval::Structure> structures,
                     std::size_t predictorBudgetBytes = std::size_t{256} << 20);

    /// Throws what makePredictor and segmentSlice throw; Error{Cancelled} when stopped.
    [[nodiscard]] SliceOutcome segment(quant::Precision precision, int slice, Timing timing,
                                       const StopToken& stop);

    /// How many predictors are kept.
    [[nodiscard]] std::size_t predictors() const noexcept { return m_predictors.size(); }

private:
    struct Kept {
        std::unique_ptr<model::Predictor> predictor;
        std::size_t bytes = 0; ///< known after its first run
    };

    [[nodiscard]] model::Predictor& predictorFor(quant::Precision precision);
    void dropBeyondBudget();

    pipeline::Runtime m_runtime;
    std::shared_ptr<const model::Model> m_model;
    std::shared_ptr<const image::PreparedImage> m_image;
    std::shared_ptr<const LabelMap> m_reference;
    std::vector<eval::Structure> m_structures;
    std::size_t m_budget;
    std::list<Kept> m_predictors; ///< last used first
};

} // namespace halftone::ui
