// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/mask_maker.h"

#include "core/image/grid/preprocess.h"
#include "core/pipeline/inference_session.h"
#include "core/pipeline/segment.h"
#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/session/mask_pairs.h"
#include "ui/session/session.h"

#include <algorithm>
#include <string>
#include <utility>

namespace halftone::ui {

namespace {

/// The mask of a whole volume on the native grid; slices that `known` lacks are segmented.
LabelMap completed(const pipeline::Runtime& runtime, const ActiveCase& active,
                   quant::Precision precision, LabelVolume known, const JobContext& context)
{
    const auto missing = std::count(known.slices.begin(), known.slices.end(), nullptr);
    if (missing > 0) {
        pipeline::requireWorkInProportion(
            active.prepared(), pipeline::reachOf(active.model()->network, runtime.mostTileBytes),
            static_cast<std::size_t>(missing));
        pipeline::InferenceSession inference(runtime, active.model(), active.loaded().prepared);
        std::ptrdiff_t done = 0;
        for (std::size_t k = 0; k < known.slices.size(); ++k) {
            if (!known.slices[k]) {
                reportProgress(
                    context.progress(), static_cast<double>(done) / static_cast<double>(missing),
                    "slice " + std::to_string(done + 1) + " of " + std::to_string(missing));
                known.slices[k] = inference
                                      .segment(precision, static_cast<int>(k),
                                               pipeline::Timing::Once, context.stop())
                                      .labels;
                ++done;
            }
        }
    }
    LabelMap oriented{known.grid, {}, active.model()->card.labels};
    oriented.voxels.reserve(known.grid.voxels());
    for (LabelVolume::Slice& slice : known.slices) {
        throwIfStopped(context.stop());
        oriented.voxels.insert(oriented.voxels.end(), slice->begin(), slice->end());
        slice.reset();
    }
    return active.prepared().toNative(oriented);
}

} // namespace

MaskMaker::MaskMaker(pipeline::Runtime runtime, Session& session, QObject* parent)
    : QObject(parent), m_runtime(std::move(runtime)), m_session(session)
{
    connect(&session.document(), &Document::opened, this, &MaskMaker::cancel);
    connect(&m_lane, &JobRunner::progressed, this,
            [this](quint64, double fraction, const QString& what) {
                Q_EMIT progressed(fraction, what);
            });
    connect(&m_lane, &JobRunner::cancelled, this, &MaskMaker::cancelled);
    connect(&m_lane, &JobRunner::failed, this,
            [this](quint64, ErrorCode, const QString& text) { Q_EMIT failed(text); });
}

void MaskMaker::add(Layer layer, LayerId source)
{
    m_session.document().userAdds(std::move(layer));
    Q_EMIT made(m_session.document().layers().back().id, source);
}

bool MaskMaker::makeOfPrediction()
{
    const auto wanted = m_session.shown() ? m_session.shown() : m_session.wanted();
    const Layer* prediction = m_session.document().last<PredictionContent>();
    if (!wanted || prediction == nullptr) {
        return false;
    }
    const std::shared_ptr<const ActiveCase> active = m_session.sharedCase();
    const quant::Precision precision = wanted->precision;
    image::MaskOrigin origin = pipeline::maskOriginOf(active->loaded(), precision, {});
    const QString name = tr("%1, %2").arg(
        QString::fromStdString(model::titleOf(active->model()->card)), formatPrecision(precision));
    m_lane.start(
        [runtime = m_runtime, active, precision,
         known = volumeOf(m_session.results(), wanted->series, precision, active->grid()),
         origin = std::move(origin), name](const JobContext& context) {
            auto mask = std::make_shared<const LabelMap>(
                completed(runtime, *active, precision, known, context));
            return editedLayer(std::make_shared<EditedMask>(image::snapshotOf(mask), origin,
                                                            active->prepared().findings()),
                               name, labelStyles(*active->model()));
        },
        [this, source = prediction->id](Layer layer) { add(std::move(layer), source); });
    return true;
}

bool MaskMaker::makeOfLabels(LayerId labels)
{
    const Layer* layer = m_session.document().find(labels);
    const auto* content = layer != nullptr ? layer->as<LabelsContent>() : nullptr;
    if (content == nullptr) {
        return false;
    }
    const std::shared_ptr<const Image> base = m_session.document().baseImage();
    if (std::optional<Layer> same = editedLayerOf(*layer, base->geometry)) {
        add(*std::move(same), labels);
        return true;
    }
    m_lane.start(
        [from = *layer, base](const JobContext&) {
            image::PlacedLabels placed =
                image::placeLabels(*from.as<LabelsContent>()->labels, base->geometry);
            if (placed.labels.geometry.size != base->geometry.size) {
                throw Error(ErrorCode::ShapeMismatch,
                            tr("These labels cannot be edited on the image: one of the two files "
                               "does not say where it lies, and their sizes differ. Open the image "
                               "that the labels were made of.")
                                .toStdString());
            }
            Layer made = from;
            auto map = std::make_shared<LabelMap>(std::move(placed.labels));
            map->geometry = base->geometry; // the same but for rounding, or unknown
            auto& brought = std::get<LabelsContent>(made.content);
            if (const auto read = std::exchange(brought.asRead, nullptr)) {
                map->files = read->files;
                map->findings = read->findings;
            }
            map->findings.insert(map->findings.end(), placed.findings.begin(),
                                 placed.findings.end());
            brought.labels = std::move(map);
            return std::pair(*editedLayerOf(made, base->geometry), std::move(placed.findings));
        },
        [this, labels](std::pair<Layer, Findings> made) {
            add(std::move(made.first), labels);
            for (const Finding& finding : made.second) {
                Q_EMIT noted(textOf(finding));
            }
        });
    return true;
}

LayerId MaskMaker::makeEmpty(const QString& name, std::vector<LabelStyle> labels)
{
    add(emptyEditedLayer(*m_session.document().baseImage(), name, std::move(labels)), 0);
    return m_session.document().layers().back().id;
}

} // namespace halftone::ui
