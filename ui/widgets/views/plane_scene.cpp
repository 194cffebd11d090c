// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/plane_scene.h"

#include "ui/document/edited_mask.h"
#include "ui/widgets/views/fragile_scene.h"
#include "ui/widgets/views/probability_scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
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
    OverlayPicture picture{paintsOf(mask, comparison, visible), paletteOf(layer),
                           layer.style.outlined ? OverlayShape::Outline : OverlayShape::Fill,
                           layer.style.opacity};
    picture.outlineWidth = layer.style.outlineWidth;
    return picture;
}

/// How much of their opacity labels keep while another one is pointed at.
constexpr double kFaint = 0.3;

/// The label that is pointed at is seen fully, all others faintly. Errors are no label: where they
/// are of the layer pointed at they stay as they are.
void point(OverlayPicture& picture, const Layer& layer, const Document& document)
{
    const std::optional<Highlight> highlight = document.highlight();
    if (!highlight) {
        return;
    }
    if (highlight->layer != layer.id) {
        picture.opacity *= kFaint;
        return;
    }
    const auto alphaOf = [](double opacity) {
        return static_cast<std::uint8_t>(std::lround(255 * opacity));
    };
    for (std::size_t paint = 0; paint < picture.alphas.size(); ++paint) {
        const bool isMeant = !highlight->label || paint == *highlight->label;
        picture.alphas[paint] = paint >= kOnlyHere ? alphaOf(picture.opacity)
                                : isMeant          ? alphaOf(1)
                                                   : alphaOf(picture.opacity * kFaint);
    }
    picture.opacity = 1;
}

quant::Precision precisionSeen(const Session& session)
{
    return session.shown() ? session.shown()->precision : session.wanted()->precision;
}

OverlayPicture predictionPicture(const Layer& layer, quant::Precision precision, Session& session,
                                 const image::PlaneGrid& grid)
{
    const std::vector<std::uint8_t> mask =
        image::samplePlane(session.active()->grid(), session.masks(precision), grid);
    return pictureOf(layer, mask, {});
}

/// Errors of a precision against the reference or full precision.
OverlayPicture comparisonPicture(const Layer& prediction, quant::Precision precision,
                                 bool againstReference, Session& session,
                                 const image::PlaneGrid& grid)
{
    const ActiveCase& active = *session.active();
    Slices masks = session.masks(precision);
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

/// Labels of a layer that holds some, from a file or edited; nothing of others.
std::optional<std::vector<std::uint8_t>> labelsAlong(const Layer& layer,
                                                     const image::PlaneGrid& grid)
{
    if (const auto* content = layer.as<LabelsContent>()) {
        return image::samplePlane(*content->labels, grid);
    }
    if (const auto* content = layer.as<EditedContent>()) {
        const image::SlicedLabels& labels = content->mask->labels();
        return image::samplePlane(labels.geometry(), labels.spans(), grid);
    }
    return std::nullopt;
}

const ComparisonContent* comparisonOf(const Document& document)
{
    const Layer* layer = document.last<ComparisonContent>();
    return layer != nullptr ? layer->as<ComparisonContent>() : nullptr;
}

/// A prediction at some precision: its labels, or, if it is compared, its errors. Nothing while
/// what it is compared with is not there.
std::optional<OverlayPicture> maskPicture(const Layer& layer, quant::Precision precision,
                                          const Document& document, Session& session,
                                          const image::PlaneGrid& grid)
{
    const ComparisonContent* comparison = comparisonOf(document);
    if (comparison == nullptr || comparison->prediction != layer.id || comparison->withOther) {
        return predictionPicture(layer, precision, session, grid);
    }
    if (comparison->against && !session.active()->hasReference()) {
        return std::nullopt; // it is being fitted to the model
    }
    OverlayPicture picture =
        comparisonPicture(layer, precision, comparison->against.has_value(), session, grid);
    picture.hatched = document.errorsHatched();
    return picture;
}

/// A's errors against B; its labels where these cannot be told.
OverlayPicture errorsAgainstOther(const Layer& layer, const Document& document, Session& session,
                                  const image::PlaneGrid& grid)
{
    const auto pairs = session.comparison().pairs(ColourBy::ErrorAgainstOther);
    if (!pairs) {
        return predictionPicture(layer, precisionSeen(session), session, grid);
    }
    const MaskPairs::Plane found = pairs->along(grid);
    OverlayPicture picture = pictureOf(layer, found.mask, found.other);
    picture.hatched = document.errorsHatched();
    return picture;
}

/// B where it is a mask, in the looks of the prediction.
std::optional<OverlayPicture> otherPicture(const Layer& prediction, const Document& document,
                                           Session& session, const image::PlaneGrid& grid)
{
    const Other& other = document.other();
    if (const auto* precision = std::get_if<OtherPrecision>(&other)) {
        return maskPicture(prediction, precision->precision, document, session, grid);
    }
    const auto* model = std::get_if<OtherModel>(&other);
    const std::optional<LabelVolume> masks =
        model != nullptr ? session.comparison().other() : std::nullopt;
    if (!masks) {
        return std::nullopt;
    }
    Layer looks = prediction;
    looks.style.labels = labelStyles(*model->model);
    return pictureOf(looks, masks->along(grid), {});
}

/// The label of another mask, which is no layer: "B: pancreas".
QStringList otherAt(const Document& document, Session& session, const image::PlaneGrid& pixel)
{
    const Layer* prediction = document.last<PredictionContent>();
    const auto* model = std::get_if<OtherModel>(&document.other());
    const bool isMask =
        model != nullptr || std::holds_alternative<OtherPrecision>(document.other());
    const std::optional<LabelVolume> masks =
        isMask && prediction != nullptr ? session.comparison().other() : std::nullopt;
    if (!masks) {
        return {};
    }
    const std::uint8_t value = masks->along(pixel).front();
    for (const LabelStyle& label :
         model != nullptr ? labelStyles(*model->model) : prediction->style.labels) {
        if (label.value == value) {
            return {QStringLiteral("B: ") + label.name};
        }
    }
    return {};
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

bool isCut(const image::VoxelBox& box, const Document& document, image::Plane plane)
{
    const Geometry& base = document.baseImage()->geometry;
    const auto axis = static_cast<std::size_t>(image::normalAxis(base, plane));
    const double at = std::clamp(std::floor(image::toIndex(base, document.cursor())[axis] + 0.5),
                                 0.0, base.size[axis] - 1.0);
    return at >= box.first[axis] && at <= box.last[axis];
}

QStringList labelsAt(const Document& document, Session& session, const image::Point& mm)
{
    image::PlaneGrid pixel;
    pixel.columns = pixel.rows = 1;
    pixel.originMm = mm;
    QStringList names;
    for (const Layer& layer : document.layers()) {
        const auto labels = labelsAlong(layer, pixel);
        std::uint8_t value = 0;
        if (labels) {
            value = labels->front();
        } else if (layer.as<PredictionContent>() != nullptr && session.wanted()) {
            value = image::samplePlane(session.active()->grid(),
                                       session.masks(precisionSeen(session)), pixel)
                        .front();
        }
        for (const LabelStyle& label : layer.style.labels) {
            if (label.value == value && layer.isLabelVisible(value)) {
                names.push_back(labels ? layer.name + QStringLiteral(": ") + label.name
                                       : label.name);
            }
        }
    }
    names += otherAt(document, session, pixel);
    return names;
}

std::vector<OverlayPicture> overlaysOf(const Document& document, Session& session,
                                       const image::PlaneGrid& grid)
{
    // Colours that are read off have none of a mask below them; their line is where it ends.
    const bool inColours = session.probabilities().areSeen();
    const ComparisonContent* comparison = inColours ? nullptr : comparisonOf(document);
    std::vector<OverlayPicture> pictures;
    for (const Layer& layer : document.layers()) {
        if (!layer.style.visible) {
            continue;
        }
        const std::size_t before = pictures.size();
        if (layer.as<ProbabilityContent>() != nullptr) {
            if (!inColours) {
                continue;
            }
            for (OverlayPicture& picture : probabilityPictures(layer, session, grid)) {
                pictures.push_back(std::move(picture));
            }
        } else if (layer.as<PredictionContent>() != nullptr && session.wanted() && !inColours) {
            if (comparison != nullptr && comparison->withOther) {
                pictures.push_back(errorsAgainstOther(layer, document, session, grid));
            } else if (auto picture =
                           maskPicture(layer, precisionSeen(session), document, session, grid)) {
                pictures.push_back(*std::move(picture));
            }
        } else if (const auto labels = labelsAlong(layer, grid)) {
            // Its errors already show where a compared reference lies.
            const auto* other = std::get_if<OtherLabels>(&document.other());
            const bool told =
                comparison != nullptr && document.find(comparison->prediction)->style.visible
                && (comparison->against == layer.id
                    || (comparison->withOther && other != nullptr && other->layer == layer.id));
            if (!told) {
                pictures.push_back(pictureOf(layer, *labels, {}));
                if (inColours) {
                    pictures.back().shape = OverlayShape::Outline;
                }
            }
        }
        if (pictures.size() > before && layer.as<ProbabilityContent>() == nullptr) {
            point(pictures.back(), layer, document);
        }
    }
    if (session.fragile().pair()) {
        pictures.push_back(fragilePicture(session, grid));
    }
    return pictures;
}

std::vector<OverlayPicture> otherOverlaysOf(const Document& document, Session& session,
                                            const image::PlaneGrid& grid)
{
    const ComparisonContent* comparison = comparisonOf(document);
    const auto* other = std::get_if<OtherLabels>(&document.other());
    const bool isPrecision = std::holds_alternative<OtherPrecision>(document.other());
    std::vector<OverlayPicture> pictures;
    for (const Layer& layer : document.layers()) {
        const std::size_t before = pictures.size();
        if (layer.as<PredictionContent>() != nullptr && session.wanted() && layer.style.visible) {
            if (auto picture = otherPicture(layer, document, session, grid)) {
                pictures.push_back(*std::move(picture));
            }
        } else if (layer.as<EditedContent>() != nullptr) {
            continue; // it stands for A
        } else if (const auto labels = labelsAlong(layer, grid)) {
            const bool isOther = other != nullptr && other->layer == layer.id;
            const bool told =
                isPrecision && comparison != nullptr && comparison->against == layer.id;
            if (isOther || (layer.style.visible && !told)) {
                Layer looks = layer;
                looks.style.visible = true;
                pictures.push_back(pictureOf(looks, *labels, {}));
            }
        }
        if (pictures.size() > before && layer.as<ProbabilityContent>() == nullptr) {
            point(pictures.back(), layer, document);
        }
    }
    return pictures;
}

} // namespace halftone::ui
