// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/data/dataset_file.h"
#include "core/train/config.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

/// A data set and a run that take seconds to learn.
namespace halftone::test {

inline constexpr int kSide = 32;

/// Dark blobs on a bright, noisy ground: learnable in a few steps.
inline data::SliceGroup blobs(data::Split split, int classes)
{
    data::SliceGroup group;
    group.name = "blobs";
    group.split = split;
    group.height = group.width = kSide;
    Random random(17, 0);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const bool left = std::hypot(x - 9.0, y - 12.0) < 6;
            const bool right = std::hypot(x - 23.0, y - 20.0) < 5;
            const int label = left ? 1 : (right ? std::min(2, classes) : 0);
            const double grey = 200 - 60 * label + 10 * random.normal();
            group.images.push_back(static_cast<std::uint8_t>(std::clamp(grey, 0.0, 255.0)));
            group.labels.push_back(static_cast<std::uint8_t>(label));
        }
    }
    group.cases = {"one"};
    return group;
}

/// One slice, to train and to validate on.
inline data::Dataset blobDataset(int labels)
{
    data::Dataset dataset;
    dataset.card.name = "blobs";
    dataset.card.backgroundName = "ground";
    for (int value = 1; value <= labels; ++value) {
        dataset.card.labels.push_back(
            {static_cast<std::uint8_t>(value), "blob" + std::to_string(value), {}});
    }
    dataset.groups = {blobs(data::Split::Train, labels), blobs(data::Split::Validation, labels)};
    return dataset;
}

inline train::TrainConfig blobConfig(const std::filesystem::path& output, int steps)
{
    train::TrainConfig config;
    config.dataset = "unused";
    config.output = output;
    config.width = 4;
    config.crop = kSide;
    config.batch = 2;
    config.steps = steps;
    config.floatFraction = 0.5;
    config.pairs = {{{8, 8}, 1}, {{4, 6}, 1}, {{2, 4}, 2}};
    config.learningRate = 1e-2;
    config.evaluateSteps = 1000;
    config.checkpointMinutes = 1000;
    config.augmentation = train::AugmentOptions();
    config.augmentation.rotationDegrees = config.augmentation.elasticPixels = 0;
    config.augmentation.scale = 0;
    config.augmentation.flip = false;
    return config;
}

inline std::filesystem::path in(const QTemporaryDir& folder, const char* name)
{
    return folder.filePath(QString::fromUtf8(name)).toStdString();
}

} // namespace halftone::test
