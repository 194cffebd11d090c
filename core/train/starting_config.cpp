// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/starting_config.h"

#include <algorithm>

namespace halftone::train {
namespace {

constexpr int kLeastCrop = 64; // 8 pixels at the deepest level; smaller slices continue mirrored
constexpr int kLargestCrop = 224;
constexpr int kCropStep = 8;                             // the network's stride
constexpr int kPixels = 4 * kLargestCrop * kLargestCrop; // of a batch, for like times of a step

/// The largest legal crop that lies inside the narrowest training slice.
int cropFor(const data::Dataset& dataset)
{
    int side = kLargestCrop;
    for (const data::SliceGroup& group : dataset.groups) {
        if (group.split == data::Split::Train && group.slices() > 0) {
            side = std::min({side, group.height, group.width});
        }
    }
    return std::clamp(side / kCropStep * kCropStep, kLeastCrop, kLargestCrop);
}

std::size_t trainingSlices(const data::Dataset& dataset)
{
    std::size_t slices = 0;
    for (const data::SliceGroup& group : dataset.groups) {
        slices += group.split == data::Split::Train ? group.slices() : 0;
    }
    return slices;
}

} // namespace

TrainConfig startingConfig(const data::Dataset& dataset)
{
    constexpr std::size_t kFewSlices = 200;
    constexpr std::size_t kManySlices = 2000;
    const std::size_t slices = trainingSlices(dataset);
    const bool few = slices < kFewSlices;
    const bool many = slices >= kManySlices;
    TrainConfig config;
    config.width = few ? 16 : many ? 32 : 24;
    config.steps = few ? 2600 : many ? 6400 : 4300;
    config.crop = cropFor(dataset);
    config.batch = std::clamp(kPixels / (config.crop * config.crop), 4, 16);
    config.floatFraction = few ? 0.65 : 0.88;
    config.pairs = {{{8, 8}, 1}, {{4, 6}, 1.2}, {{4, 4}, 1},  {{3, 4}, 1},
                    {{2, 4}, 2}, {{1, 2}, 1},   {{1, 1}, 0.5}};
    config.diceWeight = 1;
    AugmentOptions& augmentation = config.augmentation;
    const bool body = dataset.card.preprocess.modality == Modality::CT
                      || dataset.card.preprocess.modality == Modality::MR
                      || !dataset.card.preprocess.orientation.empty();
    augmentation.rotationDegrees = body ? 15 : 180;
    augmentation.flip = !body;
    augmentation.scale = 0.2;
    augmentation.elasticPixels = 4;
    augmentation.gain = 0.2;
    augmentation.plainChance = 0.4;
    augmentation.foregroundChance = 0.6;
    return config;
}

} // namespace halftone::train
