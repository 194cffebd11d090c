// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/predictor_cache.h"

#include <algorithm>

namespace halftone::pipeline {

PredictorCache::PredictorCache(Runtime runtime, std::shared_ptr<const model::Model> model,
                               std::size_t budgetBytes)
    : m_runtime(std::move(runtime)), m_model(std::move(model)),
      m_reach(reachOf(m_model->network, m_runtime.mostTileBytes)), m_budget(budgetBytes)
{
}

PredictorCache::Loan PredictorCache::borrow(quant::Precision precision, int height, int width)
{
    const auto found = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& kept) {
        return kept.predictor->precision() == precision;
    });
    if (found != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, found);
    } else {
        m_kept.push_front({makePredictor(m_runtime, m_model, precision)});
    }
    const Kept& kept = m_kept.front();
    return {kept.predictor.get(), height, width, kept.height == height && kept.width == width};
}

void PredictorCache::giveBack(const Loan& loan, const model::PredictionCost& cost)
{
    Kept& last = m_kept.front(); // that of the loan: borrow() puts it there
    last.height = loan.height;
    last.width = loan.width;
    last.bytes = cost.arenaBytes + cost.packedBytes;
    std::size_t bytes = 0;
    for (const Kept& kept : m_kept) {
        bytes += kept.bytes;
    }
    while (bytes > m_budget && m_kept.size() > 1) {
        bytes -= m_kept.back().bytes;
        m_kept.pop_back();
    }
}

} // namespace halftone::pipeline
