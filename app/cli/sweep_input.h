// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/read_cases.h"

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
};

/// The cases in the order given; reads no image. Throws what data::readCases throws.
[[nodiscard]] std::vector<pipeline::CaseDescription> describeCases(const SweepSource& source);

} // namespace halftone::cli
