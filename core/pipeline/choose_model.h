// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/model/model.h"

#include <memory>
#include <span>
#include <string>

/// Which model an image gets when nobody named one for it.
namespace halftone::pipeline {

/// What an image that does not state its modality looks like.
struct ModalityGuess {
    Modality modality = Modality::Unknown; ///< Unknown: it could be anything
    bool certain = false;                  ///< evidence that outweighs what was used before
    std::string reason;                    ///< "its values go down to -1000, as ... do"
};

/// Certain: a pixel size of microscopy, or no pixel size and tissue up to every edge (EM); values
/// far below zero (CT). Else an image with anatomical axes is taken for MR.
[[nodiscard]] ModalityGuess guessModality(const Image& image);

/// Models the user dealt with; either may be null.
struct ModelHabit {
    std::shared_ptr<const model::Model> chosen;   ///< asked for, for an earlier image
    std::shared_ptr<const model::Model> lastUsed; ///< by whatever way
};

struct ModelChoice {
    std::shared_ptr<const model::Model> model; ///< null: none fits
    /// A sentence or two to be shown beside the mask: which model it is and why it may be the wrong
    /// one. Empty where the image states its modality or the user's own choice holds.
    std::string note;
};

/// A stated modality decides: the user's model where it is made for it, else the one used last,
/// else the first that is. Otherwise: the user's model; what the image certainly looks like; the
/// model used last; what it may look like (a file without a pixel size: a model whose card assumes
/// one); the first.
[[nodiscard]] ModelChoice chooseModel(const Image& image,
                                      std::span<const std::shared_ptr<const model::Model>> models,
                                      const ModelHabit& habit = {});

} // namespace halftone::pipeline
