// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/data/recipe.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/sweep_case.h"

#include <memory>
#include <span>
#include <string>

namespace halftone::pipeline {

/// An image of another source with its reference as the model sees them. Throws what
/// adaptReference() throws.
[[nodiscard]] SweepCase caseOf(data::OutsideImage outside, const model::Model& model);

/// How a model does on images of other sources, which it was neither trained nor chosen on. Runs
/// W8A8 and W4A6 over every slice, one part of a set at a time. CSV with the columns
///     set,precision,label,dice_mean,dice_sd,cases,empty_slices,empty_kept,false_pixels
/// Dice over cases as in a sweep; of the slices without any label in the reference, how many stayed
/// empty (fewer than 10 pixels of the mask) and the mean number of their pixels in the mask.
[[nodiscard]] std::string measureOutside(std::span<const data::OutsideSet> sets,
                                         const std::shared_ptr<const model::Model>& model,
                                         const Runtime& runtime, const ProgressFn& progress,
                                         const StopToken& stop);

} // namespace halftone::pipeline
