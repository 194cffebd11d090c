// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/slice_choice.h"

#include <filesystem>
#include <string>
#include <vector>

namespace halftone::cli {

/// The images a task's models are validated on, on their native grid: what `halftone-cli sweep
/// --cases CSV --slices ...` takes. The split is that of data::prepare.
struct ValidationCases {
    std::string csv;          ///< columns case, image and references; absolute paths
    data::SliceChoice slices; ///< of every image
    bool sliceIsCase = false; ///< EM: every section is a case of its own
};

/// Validation images of "em", "gm" or "pancreas" below `folder`, in the layout of the data this
/// project was made with, the first that data::prepare names. An empty `csv`: the folder has
/// another layout; see pipeline::validationCases(). `subjects`: others than the task's own, as
/// data::PrepareOptions has them; a case is a subject, with all its sessions. Throws
/// Error{FileNotFound} naming what is missing, Error{InvalidArgument} for a subject that is not
/// there.
[[nodiscard]] ValidationCases validationCases(const std::string& task,
                                              const std::filesystem::path& folder,
                                              const std::vector<std::string>& subjects);

} // namespace halftone::cli
