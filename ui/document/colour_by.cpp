// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/colour_by.h"

namespace halftone::ui {

ColourBy colourBy(const Document& document)
{
    const Layer* layer = document.last<ComparisonContent>();
    if (layer == nullptr) {
        return ColourBy::Label;
    }
    return layer->as<ComparisonContent>()->against ? ColourBy::ErrorAgainstReference
                                                   : ColourBy::ErrorAgainstFull;
}

bool canColourBy(const Document& document, ColourBy wanted)
{
    if (wanted == ColourBy::Label) {
        return true;
    }
    const Layer* reference = document.reference();
    const bool judges = reference != nullptr && reference->as<LabelsContent>()->judges;
    return document.last<PredictionContent>() != nullptr
           && (wanted == ColourBy::ErrorAgainstFull || judges);
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
    document.add(comparisonLayer(prediction, wanted == ColourBy::ErrorAgainstReference
                                                 ? std::optional(document.reference()->id)
                                                 : std::nullopt));
}

} // namespace halftone::ui
