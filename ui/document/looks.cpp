// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/looks.h"

namespace halftone::ui {

namespace {

QString keyOf(const Layer& layer, const LabelStyle& label)
{
    return layer.name + QChar(u'/') + label.name;
}

bool hasLabels(const Layer& layer)
{
    return layer.as<PredictionContent>() != nullptr || layer.as<LabelsContent>() != nullptr;
}

} // namespace

void Looks::remember(const Layer& layer)
{
    if (!hasLabels(layer)) {
        return;
    }
    m_layers[layer.name] = layer.style;
    for (const LabelStyle& label : layer.style.labels) {
        m_labels[keyOf(layer, label)] = label;
    }
}

void Looks::restore(Layer& layer) const
{
    if (!hasLabels(layer)) {
        return;
    }
    restoreColours(layer);
    const auto looks = m_layers.find(layer.name);
    if (looks != m_layers.end()) {
        layer.style.opacity = looks->second.opacity;
        layer.style.outlined = looks->second.outlined;
        layer.style.outlineWidth = looks->second.outlineWidth;
    }
    for (LabelStyle& label : layer.style.labels) {
        const auto known = m_labels.find(keyOf(layer, label));
        if (known != m_labels.end()) {
            // Opening the next image must not bring back what was switched off.
            label.visible = known->second.visible;
        }
    }
}

void Looks::restoreColours(Layer& layer) const
{
    if (isReference(layer)) {
        return;
    }
    for (LabelStyle& label : layer.style.labels) {
        const auto chosen = m_chosenColours.find(keyOf(layer, label));
        if (chosen != m_chosenColours.end()) {
            label.ownColour = label.ownColour.value_or(label.colour);
            label.colour = chosen->second;
        }
    }
}

void Looks::choose(const Layer& layer, const LabelStyle& label)
{
    m_chosenColours[keyOf(layer, label)] = label.colour;
}

} // namespace halftone::ui
