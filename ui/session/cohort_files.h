// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/same_file.h"
#include "core/pipeline/cohort.h"

#include <filesystem>
#include <vector>

namespace halftone::ui {

/// What no output may replace while a cohort is open: its list, images and references, and every
/// file in the folder of its results, the journal also where it is yet to be written.
[[nodiscard]] std::vector<FileRole> filesOfCohort(const pipeline::Cohort& cohort,
                                                  const std::filesystem::path& resultsFolder);

} // namespace halftone::ui
