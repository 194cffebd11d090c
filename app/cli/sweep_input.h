// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/data/slice_choice.h"
#include "core/model/model.h"
#include "core/pipeline/sweep_case.h"

#include <memory>
#include <string>
#include <vector>

/// From file names on the command line to the cases of a sweep.
namespace halftone::cli {

/// Either images with one reference each (or none at all), or a cases CSV.
struct SweepSource {
    std::vector<std::string> images;
    std::vector<std::string> references;
    std::string casesFile;
    std::vector<std::string> labels; ///< what the references show; see pipeline::adaptReference
    data::SliceChoice slices;
    bool sliceIsCase = false;
};

/// Reads and prepares everything; `log` gets what does not fit the model, a sentence each.
[[nodiscard]] std::vector<pipeline::SweepCase>
readSweepCases(const SweepSource& source, const std::shared_ptr<const model::Model>& model,
               const LogFn& log, const ProgressFn& progress, const StopToken& stop);

} // namespace halftone::cli
