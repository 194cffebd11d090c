// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/mask_filters.h"

#include <QCoreApplication>

#include <utility>

namespace halftone::ui {

QString filterName(image::LabelFilterKind kind)
{
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("MaskFilters", text);
    };
    switch (kind) {
    case image::LabelFilterKind::FillHoles: return tr("fill holes");
    case image::LabelFilterKind::KeepLargest: return tr("keep the largest part");
    case image::LabelFilterKind::RemoveSmall: return tr("remove small parts");
    case image::LabelFilterKind::Smooth: return tr("smooth");
    case image::LabelFilterKind::Close: return tr("close gaps");
    case image::LabelFilterKind::Open: return tr("remove thin parts");
    }
    return {};
}

MaskFilters::MaskFilters(Document& document, QObject* parent)
    : QObject(parent), m_document(document)
{
    connect(&m_lane, &JobRunner::progressed, this,
            [this](quint64, double fraction, const QString& what) {
                Q_EMIT progressed(fraction, what);
            });
    connect(&m_lane, &JobRunner::finished, this, &MaskFilters::ended);
    connect(&m_lane, &JobRunner::cancelled, this, &MaskFilters::cancelled);
    connect(&m_lane, &JobRunner::failed, this,
            [this](quint64, ErrorCode, const QString& text) { Q_EMIT failed(text); });
}

bool MaskFilters::start(LayerId layer, const image::LabelFilter& filter)
{
    m_document.edits().endStroke();
    const std::optional<MaskSnapshot> mask = m_document.edits().snapshot(layer);
    if (!mask) {
        return false;
    }
    m_lane.start(
        [voxels = mask->voxels, filter](const JobContext& context) {
            return image::filtered(voxels, filter, context.progress(), context.stop());
        },
        [this, layer, revision = mask->revision, kind = filter.kind](image::LabelDelta delta) {
            const std::size_t voxels = delta.voxels();
            if (m_document.edits().apply(layer, revision, std::move(delta), filterName(kind))) {
                Q_EMIT done(voxels);
            } else {
                Q_EMIT failed(tr("The mask was changed while \"%1\" ran, so its result was not "
                                 "used. Run it again.")
                                  .arg(filterName(kind)));
            }
        });
    return true;
}

} // namespace halftone::ui
