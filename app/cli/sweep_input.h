// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/provenance.h"
#include "core/base/finding.h"
#include "core/base/same_file.h"
#include "core/base/stop_token.h"
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
    int volume = 0; ///< of every image, as image::ReadOptions has it
};

/// The cases, each read when it is its turn; throws Error{FileNotFound} now where a file is not
/// there. `found` is kept; it gets what was found about each file. So is `read`, which may be
/// empty: it gets each file once it was read.
[[nodiscard]] pipeline::CaseSource openCases(const SweepSource& source,
                                             const std::shared_ptr<const model::Model>& model,
                                             const FindingFn& found, const ReadInputFn& read);

/// Every file that the cases are read from, those that the headers of images name too, and folders;
/// an image whose header cannot be read counts as the file that it is.
[[nodiscard]] std::vector<FileRole> filesOfCases(const SweepSource& source, const StopToken& stop);

} // namespace halftone::cli
