// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/cohort.h"

#include <span>
#include <string>

namespace halftone::pipeline {

/// A case, or a row of the list, that gave no result or only some.
struct CaseProblem {
    std::string name; ///< empty: a row that is no case, or what is said of several
    std::string subject;
    std::string sentence; ///< names files without their folders
};

/// A table with a line for each case, precision and structure, with what was counted, the model,
/// the files with their sums, and what was found. Volumes in ml and distances in mm where the
/// spacing is known; surfaces in voxels have columns of their own.
/// Behind these a line for each problem, empty but for the case and the column `problem`.
[[nodiscard]] std::string cohortToCsv(std::span<const CaseRecord* const> records,
                                      std::span<const CaseProblem> problems = {});

/// The JSON of `halftone-cli sweep --json` (ARCHITECTURE.md, "Command line") over the cases of one
/// model. `records` are those of `points`, and say how these came about; `command` are the words
/// that give them again; `problems` become a list of {case, sentence} of that name.
[[nodiscard]] std::string cohortToJson(const CohortPoints& points,
                                       std::span<const CaseRecord* const> records,
                                       const std::vector<std::string>& command,
                                       std::span<const CaseProblem> problems = {});

} // namespace halftone::pipeline
