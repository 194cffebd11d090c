// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/inference_session.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/mask_pairs.h"
#include "ui/session/result_store.h"

#include <functional>
#include <memory>

namespace halftone::ui {

/// Another model on the image that is open, at one precision. Has no thread of its own: its work
/// runs in the lane of the session, so that nothing runs beside what is timed there, and its masks
/// lie in the session's store, where they are those of any model. Its grid may have its axes in
/// another order than that of the active model.
class Companion {
public:
    Companion(const pipeline::Runtime& runtime, std::shared_ptr<const Image> image,
              std::shared_ptr<const model::Model> model, SeriesKey series,
              quant::Precision precision);

    [[nodiscard]] const std::shared_ptr<const model::Model>& model() const { return m_model; }
    [[nodiscard]] SeriesKey series() const noexcept { return m_series; }
    [[nodiscard]] quant::Precision precision() const noexcept { return m_precision; }
    [[nodiscard]] const Geometry& grid() const { return m_prepared->orientedGeometry(); }
    /// What speaks against the model on this image.
    [[nodiscard]] const Findings& findings() const { return m_prepared->findings(); }
    /// What the store holds of it; marks it as used.
    [[nodiscard]] LabelVolume masks(ResultStore& store) const
    {
        return volumeOf(store, m_series, m_precision, grid());
    }

    /// Makes what `volume` (of masks()) lacks from slice `first` to `last`, nearest to `middle`
    /// first, puts it there and tells each. On the lane's thread; throws what
    /// InferenceSession::segment() does.
    using Tell = std::function<void(pipeline::SliceOutcome)>;
    void make(LabelVolume& volume, int first, int last, int middle, const Tell& tell,
              const StopToken& stop) const;

private:
    std::shared_ptr<const model::Model> m_model;
    SeriesKey m_series;
    quant::Precision m_precision;
    std::shared_ptr<const image::PreparedImage> m_prepared;
    std::shared_ptr<pipeline::InferenceSession> m_inference; ///< used by the lane's thread only
};

} // namespace halftone::ui
