// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/choose_model.h"

#include "core/base/statistics.h"
#include "core/image/grid/geometry_report.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace halftone::pipeline {
namespace {

using ModelPtr = std::shared_ptr<const model::Model>;

constexpr std::size_t kMaxSamples = 200'000;
constexpr double kMicroscopyMm = 0.01;  // 10 um: far below any CT or MR, far above any EM
constexpr double kHounsfieldLow = -200; // below fat: only air and lung, and only in CT
// Tissue fills an EM section to its edges; around a body, at least a tenth of a slice is black.
constexpr double kMaxDarkShare = 0.1;
constexpr double kDark = 0.02; // of the range of values

// Finite values spread over the volume.
std::vector<double> sampleValues(const Image& image)
{
    const std::size_t voxels = image.geometry.voxels();
    const std::size_t step = std::max<std::size_t>(1, voxels / kMaxSamples);
    std::vector<double> values;
    for (std::size_t i = 0; i < voxels; i += step) {
        if (const double value = image.value(i); std::isfinite(value)) {
            values.push_back(value);
        }
    }
    return values;
}

bool isUnsignedGrey(const Voxels& voxels)
{
    return std::holds_alternative<std::vector<std::uint8_t>>(voxels)
           || std::holds_alternative<std::vector<std::uint16_t>>(voxels);
}

std::string nameOf(const model::Model& model)
{
    return "'" + (model.card.title.empty() ? model.card.name : model.card.title) + "'";
}

ModelPtr firstOf(std::span<const ModelPtr> models, Modality modality)
{
    const auto found = std::find_if(models.begin(), models.end(), [&](const ModelPtr& model) {
        return model->card.preprocess.modality == modality;
    });
    return found != models.end() ? *found : nullptr;
}

ModelChoice chooseByModality(Modality modality, std::span<const ModelPtr> models,
                             const ModelHabit& habit)
{
    const auto isMadeFor = [&](const ModelPtr& model) {
        return model && model->card.preprocess.modality == modality;
    };
    if (isMadeFor(habit.chosen)
        || (habit.chosen && habit.chosen->card.preprocess.modality == Modality::Unknown)) {
        return {habit.chosen, {}};
    }
    const ModelPtr fitting = isMadeFor(habit.lastUsed) ? habit.lastUsed : firstOf(models, modality);
    if (!fitting) {
        return {habit.chosen, {}}; // its own warning says that it is made for something else
    }
    if (!habit.chosen) {
        return {fitting, {}};
    }
    return {fitting, std::string("This is a ") + toString(modality) + " image: " + nameOf(*fitting)
                         + " segments it, not " + nameOf(*habit.chosen) + "."};
}

// A file without a pixel size, by models whose cards assume one for such files.
ModelPtr firstThatAssumes(std::span<const ModelPtr> models)
{
    const auto found = std::find_if(models.begin(), models.end(), [](const ModelPtr& model) {
        return model->card.preprocess.assumedSpacingMm > 0;
    });
    return found != models.end() ? *found : nullptr;
}

// A choice for an image without a stated modality, in words.
ModelChoice explained(const ModelPtr& model, const std::string& reason, const std::string& doubt,
                      std::size_t models)
{
    if (models < 2 && doubt.empty()) {
        return {model, {}}; // there was nothing to choose from
    }
    return {model, "The file does not say whether it is CT, MR or EM. " + nameOf(*model)
                       + " was chosen: " + reason + ". "
                       + (doubt.empty() ? "If the image is something else, its mask means nothing."
                                        : doubt)};
}

} // namespace

ModalityGuess guessModality(const Image& image)
{
    const Geometry& grid = image.geometry;
    if (grid.spacingKnown && grid.spacingMm[0] < kMicroscopyMm) {
        return {Modality::EM, true,
                "its pixels are " + image::formatLength(grid.spacingMm[0])
                    + " wide, as in microscopy"};
    }
    const std::vector<double> values = sampleValues(image);
    if (values.empty()) {
        return {};
    }
    const double low = lowerPercentile(values, 0.005);
    if (low <= kHounsfieldLow) {
        return {Modality::CT, true,
                "its values go down to " + std::to_string(static_cast<int>(low))
                    + ", as Hounsfield units do"};
    }
    if (grid.orientationKnown) {
        return {Modality::MR, false, "it has anatomical axes and no negative Hounsfield units"};
    }
    if (!grid.spacingKnown && isUnsignedGrey(image.voxels)) {
        const double least = *std::min_element(values.begin(), values.end());
        const double high = lowerPercentile(values, 0.995);
        const double limit = least + kDark * (high - least);
        const auto dark = std::count_if(values.begin(), values.end(),
                                        [&](double value) { return value <= limit; });
        const double share = static_cast<double>(dark) / static_cast<double>(values.size());
        if (high > least && share < kMaxDarkShare) {
            return {Modality::EM, true,
                    "it has no pixel size, and its grey values fill the picture as tissue does in "
                    "microscopy, without a black surround"};
        }
    }
    return {};
}

ModelChoice chooseModel(const Image& image, std::span<const ModelPtr> models,
                        const ModelHabit& habit)
{
    if (image.modality != Modality::Unknown) {
        return chooseByModality(image.modality, models, habit);
    }
    if (habit.chosen || models.empty()) {
        return {habit.chosen, {}};
    }
    const ModalityGuess guess = guessModality(image);
    const ModelPtr alike = firstOf(models, guess.modality);
    const bool guessed = guess.modality != Modality::Unknown && alike;
    const std::string doubt = guess.certain && !alike
                                  ? std::string("It looks like ") + toString(guess.modality) + " ("
                                        + guess.reason
                                        + "), for which no model is installed: the mask will mean "
                                          "nothing."
                                  : std::string();
    const auto choose = [&](const ModelPtr& model, const std::string& reason) {
        return explained(model, reason, doubt, models.size());
    };
    if (guessed && guess.certain) {
        return choose(alike, guess.reason);
    }
    if (habit.lastUsed) {
        return choose(habit.lastUsed, "it was used last");
    }
    if (guessed) {
        return choose(alike, guess.reason);
    }
    if (const ModelPtr assuming = firstThatAssumes(models);
        assuming && !image.geometry.spacingKnown) {
        return choose(assuming, "it also takes files without a pixel size");
    }
    return choose(models.front(), "it is the first of those installed");
}

} // namespace halftone::pipeline
