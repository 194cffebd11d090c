// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/companion.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace halftone::ui {

namespace {

/// One precision of it is used at a time.
constexpr std::size_t kPredictorBytes = std::size_t{64} << 20;

} // namespace

Companion::Companion(const pipeline::Runtime& runtime, std::shared_ptr<const Image> image,
                     std::shared_ptr<const model::Model> model, SeriesKey series,
                     quant::Precision precision)
    : m_model(std::move(model)), m_series(series), m_precision(precision),
      m_prepared(
          std::make_shared<const image::PreparedImage>(std::move(image), m_model->card.preprocess)),
      m_inference(std::make_shared<pipeline::InferenceSession>(runtime, m_model, m_prepared,
                                                               kPredictorBytes))
{
}

void Companion::make(LabelVolume& volume, int first, int last, int middle, const Tell& tell,
                     const StopToken& stop) const
{
    std::vector<int> missing;
    for (int slice = first; slice <= last; ++slice) {
        if (!volume.slices[static_cast<std::size_t>(slice)]) {
            missing.push_back(slice);
        }
    }
    std::stable_sort(missing.begin(), missing.end(), [middle](int a, int b) {
        return std::abs(a - middle) < std::abs(b - middle);
    });
    for (const int slice : missing) {
        pipeline::SliceOutcome outcome =
            m_inference->segment(m_precision, slice, pipeline::Timing::Once, stop);
        volume.slices[static_cast<std::size_t>(slice)] = outcome.labels;
        tell(std::move(outcome));
    }
}

} // namespace halftone::ui
