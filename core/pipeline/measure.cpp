// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/measure.h"

#include <chrono>

namespace halftone::pipeline {

SliceRun runSlice(PredictorCache& predictors, quant::Precision precision,
                  const image::PreparedImage& image, const std::vector<std::uint8_t>& codes,
                  const StopToken& stop)
{
    PredictorCache::Loan loan = predictors.borrow(precision, image.height(), image.width());
    SliceRun run;
    run.warm = loan.warm;
    const auto waited = [&] {
        const auto& clock = predictors.runtime().waited;
        return clock ? clock().value_or(0) : 0.0;
    };
    const double waitedBefore = waited();
    const auto start = std::chrono::steady_clock::now();
    run.slice = segmentCodes(*loan.predictor, image, predictors.reach(), codes, false, stop,
                             predictors.runtime().pool.get());
    run.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    const ThreadPool* pool = predictors.runtime().pool.get();
    run.waited = waitedShare(waited() - waitedBefore, run.milliseconds / 1000,
                             pool != nullptr ? pool->threads() : 1);
    run.engine = loan.predictor->description();
    predictors.giveBack(loan, run.slice.cost);
    return run;
}

} // namespace halftone::pipeline
