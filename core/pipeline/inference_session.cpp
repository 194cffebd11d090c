// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/inference_session.h"

#include <span>
#include <utility>

namespace halftone::pipeline {

InferenceSession::InferenceSession(Runtime runtime, std::shared_ptr<const model::Model> model,
                                   std::shared_ptr<const image::PreparedImage> image,
                                   std::size_t predictorBudgetBytes)
    : m_predictors(std::move(runtime), std::move(model), predictorBudgetBytes),
      m_image(std::move(image))
{
}

SliceOutcome InferenceSession::segment(quant::Precision precision, int slice, Timing timing,
                                       const StopToken& stop)
{
    throwIfStopped(stop);
    const std::vector<std::uint8_t> codes = m_image->slice(slice);
    SliceRun run = runSlice(m_predictors, precision, *m_image, codes, stop);
    const double first = run.milliseconds;
    std::vector<double> counted;
    if (run.warm) {
        counted.push_back(first);
    }
    while (timing == Timing::Measured && counted.size() < kFewestRuns) {
        run = runSlice(m_predictors, precision, *m_image, codes, stop);
        counted.push_back(run.milliseconds);
    }

    SliceOutcome outcome;
    outcome.precision = precision;
    outcome.slice = slice;
    outcome.engine = std::move(run.engine);
    outcome.cost = run.slice.cost;
    outcome.latency =
        counted.empty() ? summarizeLatency(std::span(&first, 1)) : summarizeLatency(counted);
    outcome.warmMs = std::move(counted);
    outcome.labels = std::make_shared<const std::vector<std::uint8_t>>(std::move(run.slice.labels));
    return outcome;
}

} // namespace halftone::pipeline
