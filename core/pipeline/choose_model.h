// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/pipeline/image_facts.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

/// Which model an image gets when nobody named one for it: what is known of the image against the
/// rules in the cards of the models (model::ImageRules), no model by its name.
namespace halftone::pipeline {

/// How well a model fits an image. From Appearance on it is run without being asked for.
enum class Fit {
    No,         ///< something in the file speaks against it
    Unclear,    ///< nothing does, but too little speaks for it
    Appearance, ///< the file does not say what it shows; it looks like what the model is for
    Fair,       ///< modality certain, or looks like it and a word of body part or sequence is there
    Good, ///< modality and pixel size certain, body part and sequence, where the model names any
};
[[nodiscard]] const char*
toString(Fit fit) noexcept; ///< "no", "unclear", "appearance", "fair", ...

struct ModelFit {
    std::shared_ptr<const model::Model> model;
    Fit fit = Fit::No;
    std::string reason; ///< "MR, 0.6 mm, T2*"; of No and Unclear what speaks against it
    int against = 0;    ///< how much does: things, and most of all another modality
};

/// All models, best first: of those that do not fit the one with the least against it, of equals
/// `lastUsed`, then in the order of `models`.
[[nodiscard]] std::vector<ModelFit>
rankModels(const ImageFacts& facts, std::span<const std::shared_ptr<const model::Model>> models,
           const std::shared_ptr<const model::Model>& lastUsed = nullptr);

/// Whether a fit is enough to segment unasked.
[[nodiscard]] constexpr bool isEnough(Fit fit) noexcept
{
    return fit >= Fit::Appearance;
}

} // namespace halftone::pipeline
