// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/layer.h"

#include "core/base/label_colours.h"
#include "ui/document/words.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

constexpr double kMaskOpacity = 0.55;
constexpr double kProbabilityOpacity = 0.7; // its colours are read off

/// The labels of a map in the colour of references.
std::vector<LabelStyle> stylesOf(const LabelMap& map)
{
    std::vector<LabelStyle> styles;
    for (const Label& label : map.labels) {
        styles.push_back(
            {label.value,
             label.name.empty() ? QString::number(label.value) : QString::fromStdString(label.name),
             kReferenceColour, true});
    }
    return styles;
}

} // namespace

bool Layer::isLabelVisible(std::uint8_t value) const noexcept
{
    return style.visible
           && std::any_of(style.labels.begin(), style.labels.end(), [&](const LabelStyle& label) {
                  return label.value == value && label.visible;
              });
}

bool isReference(const Layer& layer) noexcept
{
    const auto* labels = layer.as<LabelsContent>();
    return labels != nullptr && labels->isReference;
}

Layer imageLayer(std::shared_ptr<const Image> image)
{
    Layer layer;
    layer.name = QString::fromStdString(image->name);
    layer.content = ImageContent{std::move(image)};
    return layer;
}

std::vector<LabelStyle> labelStyles(const model::Model& model)
{
    std::vector<LabelStyle> styles;
    for (const Label& label : model.card.labels) {
        styles.push_back({label.value, QString::fromStdString(label.name),
                          qRgb(label.colour[0], label.colour[1], label.colour[2]), true});
    }
    return styles;
}

Layer predictionLayer(LayerId image, std::shared_ptr<const model::Model> model,
                      std::filesystem::path modelFile)
{
    Layer layer;
    const model::ModelCard& card = model->card;
    layer.name = QString::fromStdString(model::titleOf(card));
    layer.style.opacity = kMaskOpacity;
    layer.style.labels = labelStyles(*model);
    layer.content = PredictionContent{image, std::move(model), std::move(modelFile)};
    return layer;
}

Layer labelsLayer(std::shared_ptr<const LabelMap> labels, const QString& name, int number)
{
    Layer layer;
    layer.name = name;
    layer.style.opacity = kMaskOpacity;
    layer.style.labels = stylesOf(*labels);
    for (LabelStyle& label : layer.style.labels) {
        const Colour& colour =
            kFileLabelColours[static_cast<std::size_t>(number++) % kFileLabelColours.size()];
        label.colour = qRgb(colour[0], colour[1], colour[2]);
    }
    layer.content = LabelsContent{std::move(labels), false, nullptr, false};
    return layer;
}

Layer referenceLayer(std::shared_ptr<const LabelMap> labels, std::shared_ptr<const LabelMap> asRead,
                     bool judges)
{
    Layer layer;
    layer.name = tr("reference");
    layer.style.outlined = true;
    layer.style.labels = stylesOf(*labels);
    layer.content = LabelsContent{std::move(labels), true, std::move(asRead), judges};
    return layer;
}

Layer comparisonLayer(LayerId prediction, std::optional<LayerId> against, bool withOther)
{
    Layer layer;
    layer.name = withOther ? tr("errors against B")
                 : against ? tr("errors against the reference")
                           : tr("errors against full precision");
    layer.style.opacity = kMaskOpacity;
    layer.content = ComparisonContent{prediction, against, withOther};
    return layer;
}

Layer probabilityLayer(LayerId prediction)
{
    Layer layer;
    layer.name = tr("probabilities");
    layer.style.opacity = kProbabilityOpacity;
    layer.content = ProbabilityContent{prediction, {}, {}};
    return layer;
}

} // namespace halftone::ui
