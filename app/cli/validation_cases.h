// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/slice_choice.h"
#include "core/data/dataset_file.h"
#include "core/pipeline/sweep.h"

#include <filesystem>
#include <string>
#include <vector>

namespace halftone::cli {

/// The images a task's models are validated on, on their native grid: what `halftone-cli sweep
/// --cases CSV --slices ...` takes. The split is that of data::prepare.
struct ValidationCases {
    std::string csv;          ///< columns case, image and references; absolute paths
    SliceChoice slices;       ///< of every image
    bool sliceIsCase = false; ///< EM: every section is a case of its own
};

/// Validation images of "em", "gm" or "pancreas" below `folder`, in the layout of the data this
/// project was made with, the first that data::prepare names. An empty `csv`: the folder has
/// another layout; see casesOfDataset(). `subjects`: others than the task's own, as
/// data::PrepareOptions has them; a case is a subject, with all its sessions. Throws
/// Error{FileNotFound} naming what is missing, Error{InvalidArgument} for a subject that is not
/// there.
[[nodiscard]] ValidationCases validationCases(const std::string& task,
                                              const std::filesystem::path& folder,
                                              const std::vector<std::string>& subjects);

/// The validation slices of a dataset, real ones only, by case: input codes as they are, on the
/// model's grid, which is the native one where nothing is resampled. Pixels nobody labelled count
/// as background. For layouts whose images and labels only data::prepare can bring together.
[[nodiscard]] std::vector<pipeline::SweepCase> casesOfDataset(const data::Dataset& dataset);

/// The same images with every slice as a case of its own, named by the case and the slice.
[[nodiscard]] std::vector<pipeline::SweepCase>
oneCaseASlice(const std::vector<pipeline::SweepCase>& cases);

} // namespace halftone::cli
