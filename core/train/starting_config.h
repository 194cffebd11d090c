// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/dataset_file.h"
#include "core/train/config.h"

namespace halftone::train {

/// A configuration to begin with for a dataset nobody has trained on yet; paths are left empty.
/// From the dataset: width and steps by the number of training slices, a crop that fits most
/// slices, batches of like size, and whether slices look the same turned and mirrored (those of
/// bodies do not). Everything else as the shipped models were trained.
[[nodiscard]] TrainConfig startingConfig(const data::Dataset& dataset);

} // namespace halftone::train
