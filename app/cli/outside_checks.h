// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/pipeline/sweep.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

/// How a model of ours does on images of other sources, which it was neither trained nor chosen on.
namespace halftone::cli {

/// Images of one source, with references.
struct OutsideSet {
    std::string name; ///< "btcv"; what it is, resources/models/model_tables.py says
    std::vector<pipeline::SweepCase> cases;
};

/// True where `folder` holds any such images for a task of data::prepare.
[[nodiscard]] bool hasOutsideSets(const std::string& task, const std::filesystem::path& folder);

/// Those sets, and for "pancreas" synthetic abdomens of seeds that no training draws:
/// - em: em/vnc_gerhard2013, all sections; em/flyem_medulla_fib25, the sections after those that
///   data::prepare takes. Every section is a case.
/// - pancreas: pancreas/btcv_slices_devonly; a case is a subject. Its grey levels are brought back
///   to Hounsfield units by the level of air.
[[nodiscard]] std::vector<OutsideSet>
outsideSets(const std::string& task, const std::filesystem::path& folder, const model::Model& model,
            const ProgressFn& progress, const StopToken& stop);

/// Runs W8A8 and W4A6 over every slice. CSV with the columns
///     set,precision,label,dice_mean,dice_sd,cases,empty_slices,empty_kept,false_pixels
/// Dice over cases as in a sweep; of the slices without any label in the reference, how many stayed
/// empty (fewer than 10 pixels of the mask) and the mean number of their pixels in the mask.
[[nodiscard]] std::string measureOutside(const std::vector<OutsideSet>& sets,
                                         const std::shared_ptr<const model::Model>& model,
                                         int threads, const ProgressFn& progress,
                                         const StopToken& stop);

} // namespace halftone::cli
