// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/case_layers.h"

#include "ui/document/colour_by.h"
#include "ui/document/label_match.h"
#include "ui/document/path_text.h"
#include "ui/session/display_window.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <numeric>
#include <utility>

namespace halftone::ui {

namespace {

constexpr double kSecondImageOpacity = 0.5; // both are seen

/// Labels of the two values that no view can draw (kLastLabel), as masks of 0 and 255 have, by the
/// first values that are free; their names stay.
std::shared_ptr<const LabelMap> drawable(std::shared_ptr<const LabelMap> labels)
{
    std::array<std::uint8_t, 256> table{};
    std::iota(table.begin(), table.end(), std::uint8_t{0});
    std::bitset<256> taken;
    for (const Label& label : labels->labels) {
        taken.set(label.value);
    }
    if (!taken[kLastLabel + 1] && !taken[kLastLabel + 2]) {
        return labels;
    }
    auto drawn = std::make_shared<LabelMap>(*labels);
    std::uint8_t next = 1;
    for (Label& label : drawn->labels) {
        if (label.value <= kLastLabel) {
            continue;
        }
        while (taken[next] && next <= kLastLabel) {
            ++next;
        }
        if (next <= kLastLabel) {
            taken.set(next);
            label.value = table[label.value] = next;
        }
    }
    std::transform(drawn->voxels.begin(), drawn->voxels.end(), drawn->voxels.begin(),
                   [&](std::uint8_t value) { return table[value]; });
    return drawn;
}

/// Where a file did not state its spacing, labels of equal size are taken to lie on the image.
std::shared_ptr<const LabelMap> placedOn(const Image& image, std::shared_ptr<const LabelMap> read)
{
    std::shared_ptr<const LabelMap> labels = drawable(std::move(read));
    const Geometry& grid = image.geometry;
    const bool known = grid.spacingKnown && labels->geometry.spacingKnown;
    if (known || labels->geometry.size != grid.size || labels->geometry == grid) {
        return labels;
    }
    auto placed = std::make_shared<LabelMap>(*labels);
    placed->geometry = grid;
    return placed;
}

int labelsOver(const Document& document)
{
    int number = 0;
    for (const Layer& layer : document.layers()) {
        const auto* other = layer.as<LabelsContent>();
        if (other != nullptr && !other->isReference) {
            number += static_cast<int>(layer.style.labels.size());
        }
    }
    return number;
}

QString fileNameOf(const LabelMap& labels)
{
    return labels.files.empty() ? QString() : toQString(labels.files.front().filename());
}

/// A reference of a file that another one follows stays as a layer of labels, and one that was a
/// layer is none beside the reference that it became.
void keepOther(Document& document, const Layer* reference, const pipeline::LoadedStudy& loaded)
{
    const auto& next = loaded.nativeReference;
    const auto before = reference != nullptr ? reference->as<LabelsContent>()->asRead : nullptr;
    if (next && before && next != before && !before->files.empty()) {
        document.add(labelsLayer(placedOn(*loaded.image, before), fileNameOf(*before),
                                 labelsOver(document)));
    }
    for (const Layer& layer : document.layers()) {
        const auto* labels = layer.as<LabelsContent>();
        if (next && labels != nullptr && !labels->isReference && labels->labels == next) {
            document.remove(layer.id);
            break;
        }
    }
}

} // namespace

void showCase(Document& document, const pipeline::LoadedStudy& loaded)
{
    if (document.baseImage() != loaded.image) {
        const LayerId base = document.open(loaded.image);
        document.setWindow(base, firstWindow(*loaded.image, loaded.model.get()));
    }
    const Layer* prediction = document.last<PredictionContent>();
    if (loaded.model) {
        Layer layer = predictionLayer(document.base()->id, loaded.model, loaded.modelFile);
        if (prediction == nullptr) {
            document.add(std::move(layer));
        } else if (prediction->as<PredictionContent>()->model != loaded.model) {
            document.replace(prediction->id, std::move(layer));
        }
    } else if (prediction != nullptr) {
        document.remove(prediction->id);
    }
    const Layer* reference = document.reference();
    keepOther(document, reference, loaded);
    reference = document.reference();
    if (!loaded.nativeReference) {
        if (reference != nullptr) {
            document.remove(reference->id);
        }
        return;
    }
    const bool judges = loaded.reference != nullptr;
    const bool judged = reference != nullptr && reference->as<LabelsContent>()->judges;
    Layer layer =
        referenceLayer(placedOn(*loaded.image, judges ? loaded.reference : loaded.nativeReference),
                       loaded.nativeReference, judges);
    if (reference != nullptr) {
        document.replace(reference->id, std::move(layer));
    } else {
        document.add(std::move(layer));
    }
    if (judges && !judged) {
        // Where there is something to compare with, the comparison is what people want to see.
        setColourBy(document, ColourBy::ErrorAgainstReference);
    } else if (!judges && colourBy(document) == ColourBy::ErrorAgainstReference) {
        setColourBy(document, ColourBy::Label); // mask and labels as they are, until it is known
    }
}

std::vector<QRgb> agreeingColours(const Document& document, const ActiveCase& active)
{
    const ColourBy by = colourBy(document);
    const Layer* prediction = document.last<PredictionContent>();
    if (prediction == nullptr || !prediction->style.visible || by == ColourBy::Label) {
        return {};
    }
    std::vector<std::uint8_t> drawn;
    for (const LabelStyle& label : prediction->style.labels) {
        drawn.push_back(label.value);
    }
    const std::optional<LabelMatch> match =
        by == ColourBy::ErrorAgainstOther ? matchOther(document) : std::nullopt;
    if (match) {
        std::transform(drawn.begin(), drawn.end(), drawn.begin(),
                       [&](std::uint8_t value) { return match->mask[value]; });
    } else if (by != ColourBy::ErrorAgainstFull) {
        drawn = active.comparable(drawn);
    }
    std::vector<QRgb> colours;
    for (const LabelStyle& label : prediction->style.labels) {
        if (std::find(drawn.begin(), drawn.end(), label.value) != drawn.end()) {
            colours.push_back(label.colour);
        }
    }
    return colours;
}

void addLabels(Document& document, const std::shared_ptr<const LabelMap>& labels,
               const QString& name, bool isOfModel)
{
    Layer layer = labelsLayer(placedOn(*document.baseImage(), labels), name, labelsOver(document));
    std::get<LabelsContent>(layer.content).isOfModel = isOfModel;
    document.userAdds(std::move(layer));
}

void addImage(Document& document, const std::shared_ptr<const Image>& image)
{
    Layer layer = imageLayer(image);
    layer.style.window = firstWindow(*image, nullptr);
    layer.style.opacity = kSecondImageOpacity;
    document.userAdds(std::move(layer));
}

} // namespace halftone::ui
