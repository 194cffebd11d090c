// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/space_scene.h"

#include "ui/document/edited_mask.h"

#include <Qt>

#include <span>

namespace halftone::ui {

namespace {

std::shared_ptr<const LabelSlices> slicesOf(const std::shared_ptr<const LabelMap>& map)
{
    auto labels = std::make_shared<LabelSlices>();
    labels->geometry = map->geometry;
    const std::size_t each = map->geometry.sliceVoxels();
    for (std::size_t at = 0; at + each <= map->voxels.size(); at += each) {
        labels->slices.push_back(std::span(map->voxels).subspan(at, each));
    }
    labels->owners.push_back(map);
    return labels;
}

/// What is edited meanwhile is not in them.
std::shared_ptr<const LabelSlices> slicesOf(const image::LabelSnapshot& snapshot)
{
    auto labels = std::make_shared<LabelSlices>();
    labels->geometry = snapshot.geometry;
    labels->slices = snapshot.spans();
    labels->owners.assign(snapshot.slices.begin(), snapshot.slices.end());
    return labels;
}

std::shared_ptr<const LabelSlices> slicesOf(Session& session)
{
    auto labels = std::make_shared<LabelSlices>();
    labels->geometry = session.active()->grid();
    for (int k = 0; k < session.active()->slices(); ++k) {
        const auto& shown = *session.shown();
        const SliceRecord* record = session.results().findMask({shown.series, shown.precision, k});
        labels->slices.push_back(record != nullptr ? std::span(*record->labels)
                                                   : std::span<const std::uint8_t>());
        if (record != nullptr) {
            labels->owners.push_back(record->labels);
        }
    }
    return labels;
}

} // namespace

std::shared_ptr<const LabelSlices> slicesOf(const Layer& layer, Session& session)
{
    const auto* content = layer.as<LabelsContent>();
    const auto* edited = layer.as<EditedContent>();
    return content != nullptr  ? slicesOf(content->labels)
           : edited != nullptr ? slicesOf(edited->mask->labels().snapshot())
                               : slicesOf(session);
}

std::vector<SpaceWish> wishesOf(const Document& document, const Session& session)
{
    std::vector<SpaceWish> wishes;
    for (const Layer& layer : document.layers()) {
        const auto* content = layer.as<LabelsContent>();
        const auto* edited = layer.as<EditedContent>();
        const bool isMask = layer.as<PredictionContent>() != nullptr && session.shown();
        if (content == nullptr && edited == nullptr && !isMask) {
            continue;
        }
        for (const LabelStyle& label : layer.style.labels) {
            const Rgb colour{static_cast<std::uint8_t>(qRed(label.colour)),
                             static_cast<std::uint8_t>(qGreen(label.colour)),
                             static_cast<std::uint8_t>(qBlue(label.colour))};
            wishes.push_back({{layer.id, label.value},
                              {colour, layer.style.opacity, layer.isLabelVisible(label.value)}});
        }
    }
    return wishes;
}

std::optional<SpaceTurn> turnOf(int key)
{
    constexpr double kPixels = 20;
    constexpr double kZoomByKey = 1.2;
    switch (key) {
    case Qt::Key_Left: return SpaceTurn{-kPixels, 0};
    case Qt::Key_Right: return SpaceTurn{kPixels, 0};
    case Qt::Key_Up: return SpaceTurn{0, -kPixels};
    case Qt::Key_Down: return SpaceTurn{0, kPixels};
    case Qt::Key_PageUp: return SpaceTurn{0, 0, kZoomByKey};
    case Qt::Key_PageDown: return SpaceTurn{0, 0, 1 / kZoomByKey};
    default: return std::nullopt;
    }
}

} // namespace halftone::ui
