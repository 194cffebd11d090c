// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/slice_choice.h"
#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/model/model.h"
#include "core/pipeline/sweep.h"

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
    SliceChoice slices;
};

/// Reads and prepares everything; `log` gets what does not fit the model, a sentence each.
[[nodiscard]] std::vector<pipeline::SweepCase>
readSweepCases(const SweepSource& source, const model::Model& model, const LogFn& log,
               const ProgressFn& progress, const StopToken& stop);

} // namespace halftone::cli
