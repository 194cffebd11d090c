// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "core/data/dataset_file.h"

namespace halftone::cli {

/// Card name and groups of a training dataset, for `info` and `prepare`.
[[nodiscard]] Json datasetJson(const data::Dataset& dataset);
void printDataset(const Json& dataset);

} // namespace halftone::cli
