// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/mask_maker.h"

#include "core/pipeline/segment.h"
#include "ui/document/format.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

LabelMap completeMask(const pipeline::Runtime& runtime, const ActiveCase& active,
                      quant::Precision precision, const std::vector<MaskMaker::Slice>& known,
                      const JobContext& context)
{
    const image::PreparedImage& image = active.prepared();
    const Geometry& grid = image.orientedGeometry();
    const int slices = image.slices();
    const pipeline::NetworkReach reach =
        pipeline::reachOf(active.model()->network, runtime.mostTileBytes);
    const auto missing = static_cast<int>(std::count(known.begin(), known.end(), nullptr));
    pipeline::requireWorkInProportion(image, reach, static_cast<std::size_t>(missing));
    std::unique_ptr<model::Predictor> predictor; // packing its weights takes a while
    LabelMap oriented{grid, std::vector<std::uint8_t>(grid.voxels()), active.model()->card.labels};
    int done = 0;
    for (int k = 0; k < slices; ++k) {
        const MaskMaker::Slice& here = known.at(static_cast<std::size_t>(k));
        std::vector<std::uint8_t> computed;
        if (here == nullptr) {
            reportProgress(context.progress(), static_cast<double>(done) / missing,
                           "slice " + std::to_string(done + 1) + " of " + std::to_string(missing));
            if (!predictor) {
                predictor = pipeline::makePredictor(runtime, active.model(), precision);
            }
            computed = pipeline::segmentSlice(*predictor, image, reach, k, false, context.stop(),
                                              runtime.pool.get())
                           .labels;
            ++done;
        }
        throwIfStopped(context.stop());
        const std::vector<std::uint8_t>& labels = here != nullptr ? *here : computed;
        std::copy(labels.begin(), labels.end(),
                  oriented.voxels.begin()
                      + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(k)
                                                    * grid.sliceVoxels()));
    }
    LabelMap mask = image.toNative(oriented);
    mask.findings = image.findings();
    return mask;
}

} // namespace

MaskMaker::MaskMaker(pipeline::Runtime runtime, QObject* parent)
    : QObject(parent), m_runtime(std::move(runtime))
{
    connect(&m_lane, &JobRunner::progressed, this, [this](quint64, double, const QString& detail) {
        Q_EMIT changed(tr("%1, %2").arg(m_what, detail));
    });
    connect(&m_lane, &JobRunner::finished, this, [this] { Q_EMIT changed({}); });
    connect(&m_lane, &JobRunner::cancelled, this, [this] { Q_EMIT changed({}); });
    connect(&m_lane, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        Q_EMIT changed({});
        Q_EMIT failed(text);
    });
}

void MaskMaker::make(std::shared_ptr<const ActiveCase> active, quant::Precision precision,
                     std::vector<Slice> known,
                     std::function<void(std::shared_ptr<const LabelMap>)> deliver)
{
    m_what = tr("Completing the mask at %1").arg(formatPrecision(precision));
    Q_EMIT changed(m_what);
    m_lane.start(
        [runtime = m_runtime, active = std::move(active), precision,
         known = std::move(known)](const JobContext& context) {
            return std::make_shared<const LabelMap>(
                completeMask(runtime, *active, precision, known, context));
        },
        std::move(deliver));
}

} // namespace halftone::ui
