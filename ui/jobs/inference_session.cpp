// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/inference_session.h"

#include "core/base/progress.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

namespace halftone::ui {

namespace {

constexpr std::size_t kMaxTimedRuns = 5;
constexpr std::chrono::milliseconds kTimingBudget{600};

} // namespace

InferenceSession::InferenceSession(pipeline::Runtime runtime,
                                   std::shared_ptr<const model::Model> model,
                                   std::shared_ptr<const image::PreparedImage> image,
                                   std::shared_ptr<const LabelMap> reference,
                                   std::vector<eval::Structure> structures,
                                   std::size_t predictorBudgetBytes)
    : m_runtime(std::move(runtime)), m_model(std::move(model)), m_image(std::move(image)),
      m_reference(std::move(reference)), m_structures(std::move(structures)),
      m_budget(predictorBudgetBytes)
{
}

model::Predictor& InferenceSession::predictorFor(quant::Precision precision)
{
    const auto found =
        std::find_if(m_predictors.begin(), m_predictors.end(),
                     [&](const Kept& kept) { return kept.predictor->precision() == precision; });
    if (found != m_predictors.end()) {
        m_predictors.splice(m_predictors.begin(), m_predictors, found);
    } else {
        m_predictors.push_front({pipeline::makePredictor(m_runtime, m_model, precision)});
    }
    return *m_predictors.front().predictor;
}

void InferenceSession::dropBeyondBudget()
{
    std::size_t bytes = 0;
    for (const Kept& kept : m_predictors) {
        bytes += kept.bytes;
    }
    while (bytes > m_budget && m_predictors.size() > 1) {
        bytes -= m_predictors.back().bytes;
        m_predictors.pop_back();
    }
}

SliceOutcome InferenceSession::segment(quant::Precision precision, int slice, Timing timing,
                                       const StopToken& stop)
{
    throwIfStopped(stop);
    model::Predictor& predictor = predictorFor(precision);
    const int stride = m_model->network.stride();
    const auto run = [&] {
        return pipeline::segmentSlice(predictor, *m_image, stride, slice, false, stop,
                                      m_runtime.pool.get());
    };

    SliceOutcome outcome;
    outcome.precision = precision;
    outcome.slice = slice;
    outcome.engine = predictor.description();

    const auto begin = std::chrono::steady_clock::now();
    pipeline::SliceResult result = run();
    if (timing == Timing::Once) {
        outcome.runMilliseconds.push_back(result.cost.milliseconds);
    } else {
        do {
            result = run();
            outcome.runMilliseconds.push_back(result.cost.milliseconds);
        } while (outcome.runMilliseconds.size() < kMaxTimedRuns
                 && std::chrono::steady_clock::now() - begin < kTimingBudget);
    }
    outcome.cost = result.cost;
    m_predictors.front().bytes = result.cost.arenaBytes + result.cost.packedBytes;
    dropBeyondBudget();

    if (m_reference) {
        const std::size_t voxels = result.labels.size();
        const auto reference = std::span<const std::uint8_t>(m_reference->voxels)
                                   .subspan(static_cast<std::size_t>(slice) * voxels, voxels);
        for (const eval::Structure& structure : m_structures) {
            outcome.overlap.push_back(eval::countOverlap(result.labels, reference, structure));
        }
    }
    outcome.labels = std::make_shared<const std::vector<std::uint8_t>>(std::move(result.labels));
    return outcome;
}

} // namespace halftone::ui
