// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/model/model.h"
#include "core/pipeline/sweep.h"

#include <optional>
#include <string>
#include <vector>

/// From file names on the command line to the cases of a sweep.
namespace halftone::cli {

/// Stored slices first..last, both included, counted from 0.
struct SliceRange {
    int first = 0;
    int last = 0;
};

/// "20:24". Throws CLI::ValidationError.
[[nodiscard]] SliceRange parseSliceRange(const std::string& text);

/// The slices of `range` as an image of their own, lying where they lay. Throws
/// Error{InvalidArgument} naming the image if it has fewer.
[[nodiscard]] Image cropSlices(const Image& image, SliceRange range);
[[nodiscard]] LabelMap cropSlices(const LabelMap& labels, SliceRange range);

/// Either images with one reference each (or none at all), or a cases CSV.
struct SweepSource {
    std::vector<std::string> images;
    std::vector<std::string> references;
    std::string casesFile;
    std::optional<SliceRange> slices;
};

/// Reads and prepares everything; `log` gets what does not fit the model, a sentence each.
[[nodiscard]] std::vector<pipeline::SweepCase>
readSweepCases(const SweepSource& source, const model::Model& model, const LogFn& log,
               const ProgressFn& progress, const std::stop_token& stop);

/// Reference maps of single structures joined to one map with the model's values. A union's map
/// fills first (its lowest label), the maps of labels lie over it: so white matter is cord minus
/// grey matter. `scored` receives the names of all structures that the maps determine. All maps lie
/// on one grid; what is not 0 in them counts. Throws Error{InvalidArgument} on an unknown name.
[[nodiscard]] LabelMap joinReferences(const std::map<std::string, LabelMap>& byName,
                                      const model::Model& model, std::vector<std::string>& scored);

} // namespace halftone::cli
