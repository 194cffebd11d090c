// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/predictors.h"
#include "core/pipeline/tiling.h"

#include <cstddef>
#include <list>
#include <memory>
#include <utility>

namespace halftone::pipeline {

/// The predictors of one model that were used last, since making one packs its weights: as many as
/// fit into a number of bytes (activations and packed weights), at least the last. One thread at a
/// time.
class PredictorCache {
public:
    static constexpr std::size_t kDefaultBudgetBytes = std::size_t{256} << 20;

    PredictorCache(Runtime runtime, std::shared_ptr<const model::Model> model,
                   std::size_t budgetBytes = kDefaultBudgetBytes);

    /// A predictor for one run.
    struct Loan {
        model::Predictor* predictor = nullptr; ///< the cache's; until the next borrow()
        int height = 0;
        int width = 0;
        bool warm = false; ///< the slice it ran last was of this size
    };
    /// For a slice of height x width pixels of the model's grid. Throws what makePredictor throws.
    [[nodiscard]] Loan borrow(quant::Precision precision, int height, int width);
    /// After the run, with what it cost. Drops what no longer fits the budget.
    void giveBack(const Loan& loan, const model::PredictionCost& cost);

    [[nodiscard]] const Runtime& runtime() const noexcept { return m_runtime; }
    [[nodiscard]] const std::shared_ptr<const model::Model>& model() const noexcept
    {
        return m_model;
    }
    [[nodiscard]] const NetworkReach& reach() const noexcept { return m_reach; }
    /// How many are kept.
    [[nodiscard]] std::size_t size() const noexcept { return m_kept.size(); }

private:
    struct Kept {
        std::unique_ptr<model::Predictor> predictor;
        int height = 0; ///< of the slice it ran last: it plans anew where that changes
        int width = 0;
        std::size_t bytes = 0; ///< known after its first run
    };

    Runtime m_runtime;
    std::shared_ptr<const model::Model> m_model;
    NetworkReach m_reach;
    std::size_t m_budget;
    std::list<Kept> m_kept; ///< last used first
};

} // namespace halftone::pipeline
