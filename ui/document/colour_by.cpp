// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/colour_by.h"

#include "ui/document/label_match.h"

namespace halftone::ui {

ColourBy colourBy(const Document& document)
{
    const Layer* layer = document.last<ComparisonContent>();
    if (layer == nullptr) {
        return ColourBy::Label;
    }
    const auto* comparison = layer->as<ComparisonContent>();
    return comparison->withOther ? ColourBy::ErrorAgainstOther
           : comparison->against ? ColourBy::ErrorAgainstReference
                                 : ColourBy::ErrorAgainstFull;
}

bool canColourBy(const Document& document, ColourBy wanted)
{
    if (wanted == ColourBy::Label) {
        return true;
    }
    if (document.last<PredictionContent>() == nullptr) {
        return false;
    }
    const Layer* reference = document.reference();
    switch (wanted) {
    case ColourBy::ErrorAgainstReference:
        return reference != nullptr && reference->as<LabelsContent>()->judges;
    case ColourBy::ErrorAgainstOther: {
        const auto* labels = std::get_if<OtherLabels>(&document.other());
        return labels != nullptr && reference != nullptr && labels->layer == reference->id
                   ? reference->as<LabelsContent>()->judges
                   : matchOther(document).has_value();
    }
    default: return true;
    }
}

void setColourBy(Document& document, ColourBy wanted)
{
    if (wanted == colourBy(document) || !canColourBy(document, wanted)) {
        return;
    }
    if (const Layer* old = document.last<ComparisonContent>()) {
        document.remove(old->id);
    }
    if (wanted == ColourBy::Label) {
        return;
    }
    const LayerId prediction = document.last<PredictionContent>()->id;
    document.add(comparisonLayer(prediction,
                                 wanted == ColourBy::ErrorAgainstReference
                                     ? std::optional(document.reference()->id)
                                     : std::nullopt,
                                 wanted == ColourBy::ErrorAgainstOther));
}

} // namespace halftone::ui
