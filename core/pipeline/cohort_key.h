// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/cohort.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// What the results of a case are known by; part of cohort_run.cpp.
namespace halftone::pipeline {

/// A model that may be run.
struct Candidate {
    InstalledModel installed;
    std::string hash; ///< hashOf() it
};

/// SHA-256 of a model: that of its file where this holds none, as files of old versions do.
[[nodiscard]] std::string hashOf(const InstalledModel& installed, const StopToken& stop);
/// Which model a case gets, as keys have it: this one, or the best of these.
[[nodiscard]] std::string choiceText(std::span<const Candidate> candidates, bool isGiven);

/// Images and references of a case with their sums; slices are not known yet.
[[nodiscard]] std::vector<report::ResultInput> inputsOf(const CohortCase& item,
                                                        const StopToken& stop);

/// Everything that a result of a case depends on beside the precision: content of files, choice of
/// the model, version and commit of Halftone, what is counted.
[[nodiscard]] std::string keyOf(std::span<const report::ResultInput> inputs,
                                const std::string& choice, bool distances);

/// What a fit says against a mask, or for one that nobody asked for.
[[nodiscard]] std::optional<Finding> findingOf(const ModelFit& fit, bool chosenByHand);

} // namespace halftone::pipeline
