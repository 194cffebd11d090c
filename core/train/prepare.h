// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/train/dataset_file.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace halftone::train {

/// Names of the tasks prepare() knows: "em".
[[nodiscard]] std::vector<std::string> prepareTasks();

/// Reads the labelled images of a task below `folder` (layout: the data README's, for EM
/// em/isbi2012/...), adds phantom slices, preprocesses them through core/image as the application
/// does, and splits them (ISBI: train z 0-19, validation z 20-24). Throws Error naming what is
/// missing.
[[nodiscard]] Dataset prepare(std::string_view task, const std::filesystem::path& folder,
                              const ProgressFn& progress, const std::stop_token& stop);

} // namespace halftone::train
