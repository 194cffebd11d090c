// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/edited_mask.h"

#include "core/base/path_text.h"
#include "core/image/grid/preprocess.h"

#include <utility>

namespace halftone::ui {

namespace {

constexpr double kMaskOpacity = 0.55;

} // namespace

std::vector<Label> MaskSnapshot::fileLabels() const
{
    std::vector<Label> named;
    for (const LabelStyle& label : labels) {
        named.push_back({label.value,
                         label.name.toStdString(),
                         {static_cast<std::uint8_t>(qRed(label.colour)),
                          static_cast<std::uint8_t>(qGreen(label.colour)),
                          static_cast<std::uint8_t>(qBlue(label.colour))}});
    }
    return named;
}

LabelMap MaskSnapshot::toLabelMap() const
{
    LabelMap map = voxels.toLabelMap();
    map.labels = fileLabels();
    map.findings = findings;
    return map;
}

EditedMask::EditedMask(image::LabelSnapshot start, image::MaskOrigin origin, Findings findings)
    : m_labels(std::move(start)), m_origin(std::move(origin)), m_findings(std::move(findings))
{
}

EditedMask::EditedMask(const MaskSnapshot& kept)
    : m_labels(kept.voxels), m_origin(kept.origin), m_findings(kept.findings),
      m_revision(kept.revision), m_lastState(1), m_state(kept.edited ? 1 : 0), m_saved(m_state),
      m_renamed(kept.unsaved)
{
}

Layer editedLayer(std::shared_ptr<EditedMask> mask, const QString& name,
                  std::vector<LabelStyle> labels)
{
    Layer layer;
    layer.name = name;
    layer.style.opacity = kMaskOpacity;
    layer.style.labels = std::move(labels);
    layer.content = EditedContent{std::move(mask)};
    return layer;
}

Layer emptyEditedLayer(const Image& base, const QString& name, std::vector<LabelStyle> labels)
{
    return editedLayer(std::make_shared<EditedMask>(image::emptySnapshot(base.geometry),
                                                    image::MaskOrigin(), base.findings),
                       name, std::move(labels));
}

std::optional<Layer> editedLayerOf(const Layer& labels, const Geometry& base)
{
    const auto* content = labels.as<LabelsContent>();
    if (content == nullptr || !content->labels->geometry.sameGrid(base)) {
        return std::nullopt;
    }
    image::LabelSnapshot start = image::snapshotOf(content->labels);
    start.geometry = base; // the same but for rounding
    image::MaskOrigin origin;
    const LabelMap& read = content->asRead ? *content->asRead : *content->labels;
    origin.labels =
        read.files.empty() ? labels.name.toStdString() : toUtf8(read.files.front().filename());
    const QString name = read.files.empty() ? labels.name : QString::fromStdString(origin.labels);
    // All labels of a reference have one colour; who edits them has to tell them apart.
    const LayerStyle style =
        content->isReference ? labelsLayer(content->labels, name, 0).style : labels.style;
    return editedLayer(
        std::make_shared<EditedMask>(std::move(start), std::move(origin), read.findings), name,
        style.labels);
}

} // namespace halftone::ui
