// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/plane_scene.h"

#include "ui/widgets/views/fragile_scene.h"

#include <algorithm>
#include <array>
#include <utility>

namespace halftone::ui {

namespace {

using Slices = std::vector<std::span<const std::uint8_t>>;

Rgb toRgb(QRgb colour)
{
    return {static_cast<std::uint8_t>(qRed(colour)), static_cast<std::uint8_t>(qGreen(colour)),
            static_cast<std::uint8_t>(qBlue(colour))};
}

/// Colours of a layer's labels; errors have their own.
Palette paletteOf(const Layer& layer)
{
    Palette palette{};
    for (const LabelStyle& label : layer.style.labels) {
        palette[label.value] = toRgb(label.colour);
    }
    palette[kOnlyHere] = kOnlyHereColour;
    palette[kMissed] = kMissedColour;
    return palette;
}

OverlayPicture pictureOf(const Layer& layer, const std::vector<std::uint8_t>& mask,
                         const std::vector<std::uint8_t>& comparison)
{
    std::array<bool, 256> visible{};
    for (std::size_t value = 1; value < visible.size(); ++value) {
        visible[value] = layer.isLabelVisible(static_cast<std::uint8_t>(value));
    }
    return {paintsOf(mask, comparison, visible), paletteOf(layer),
            layer.style.outlined ? OverlayShape::Outline : OverlayShape::Fill, layer.style.opacity};
}

quant::Precision precisionSeen(const Session& session)
{
    return session.shown() ? session.shown()->precision : session.wanted()->precision;
}

OverlayPicture predictionPicture(const Layer& layer, Session& session, const image::PlaneGrid& grid)
{
    const std::vector<std::uint8_t> mask =
        image::samplePlane(session.active()->grid(), session.masks(precisionSeen(session)), grid);
    return pictureOf(layer, mask, {});
}

OverlayPicture comparisonPicture(const Layer& prediction, bool againstReference, Session& session,
                                 const image::PlaneGrid& grid)
{
    const ActiveCase& active = *session.active();
    Slices masks = session.masks(precisionSeen(session));
    Slices others =
        againstReference ? Slices(masks.size()) : session.masks(session.precision().full());
    for (std::size_t k = 0; k < masks.size(); ++k) {
        if (againstReference && !masks[k].empty()) {
            others[k] = active.referenceSlice(static_cast<int>(k));
        }
        if (againstReference && !active.isLabelled(static_cast<int>(k))) {
            others[k] = masks[k]; // seen in its own colours: nobody said that it is wrong
        } else if (masks[k].empty() || others[k].empty()) {
            masks[k] = others[k] = {}; // what is not there is no error
        }
    }
    std::vector<std::uint8_t> mask = image::samplePlane(active.grid(), masks, grid);
    std::vector<std::uint8_t> other = image::samplePlane(active.grid(), others, grid);
    if (againstReference) {
        mask = active.comparable(mask);
        other = active.comparable(other);
    }
    return pictureOf(prediction, mask, other);
}

} // namespace

std::vector<ImagePicture> imagesOf(const Document& document, const image::PlaneGrid& grid)
{
    std::vector<ImagePicture> pictures;
    for (const Layer& layer : document.layers()) {
        const auto* content = layer.as<ImageContent>();
        if (content == nullptr || !layer.style.visible) {
            continue;
        }
        const auto sampling =
            &layer == document.base() ? image::Sampling::Nearest : image::Sampling::Linear;
        const DisplayWindow& window = layer.style.window;
        const auto [black, white] = endsOf(window);
        pictures.push_back({image::samplePlane(*content->image, grid, sampling), black, white,
                            layer.style.opacity});
    }
    return pictures;
}

int pictureOf(const Document& document, LayerId image)
{
    int index = 0;
    for (const Layer& layer : document.layers()) {
        if (layer.as<ImageContent>() == nullptr) {
            continue;
        }
        if (layer.id == image) {
            return layer.style.visible ? index : -1;
        }
        index += layer.style.visible ? 1 : 0;
    }
    return -1;
}

std::array<double, 2> endsOf(const DisplayWindow& window)
{
    return window.inverted ? std::array{window.high, window.low}
                           : std::array{window.low, window.high};
}

QStringList labelsAt(const Document& document, Session& session, const image::Point& mm)
{
    image::PlaneGrid pixel;
    pixel.columns = pixel.rows = 1;
    pixel.originMm = mm;
    QStringList names;
    for (const Layer& layer : document.layers()) {
        const auto* labels = layer.as<LabelsContent>();
        std::uint8_t value = 0;
        if (labels != nullptr) {
            value = image::samplePlane(*labels->labels, pixel).front();
        } else if (layer.as<PredictionContent>() != nullptr && session.wanted()) {
            value = image::samplePlane(session.active()->grid(),
                                       session.masks(precisionSeen(session)), pixel)
                        .front();
        }
        for (const LabelStyle& label : layer.style.labels) {
            if (label.value == value && layer.isLabelVisible(value)) {
                names.push_back(labels != nullptr ? layer.name + QStringLiteral(": ") + label.name
                                                  : label.name);
            }
        }
    }
    return names;
}

std::vector<OverlayPicture> overlaysOf(const Document& document, Session& session,
                                       const image::PlaneGrid& grid)
{
    const Layer* comparing = document.last<ComparisonContent>();
    const auto* comparison = comparing != nullptr ? comparing->as<ComparisonContent>() : nullptr;
    std::vector<OverlayPicture> pictures;
    for (const Layer& layer : document.layers()) {
        if (!layer.style.visible) {
            continue;
        }
        if (layer.as<PredictionContent>() != nullptr && session.wanted()) {
            const bool isCompared = comparison != nullptr && comparison->prediction == layer.id;
            const bool againstReference = isCompared && comparison->against.has_value();
            if (againstReference && !session.active()->hasReference()) {
                continue; // it is being fitted to the model
            }
            pictures.push_back(isCompared
                                   ? comparisonPicture(layer, againstReference, session, grid)
                                   : predictionPicture(layer, session, grid));
        } else if (const auto* content = layer.as<LabelsContent>()) {
            // Its errors already show where a compared reference lies.
            if (comparison == nullptr || comparison->against != layer.id) {
                pictures.push_back(
                    pictureOf(layer, image::samplePlane(*content->labels, grid), {}));
            }
        }
    }
    if (session.fragile().pair()) {
        pictures.push_back(fragilePicture(session, grid));
    }
    return pictures;
}

} // namespace halftone::ui
