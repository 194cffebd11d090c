// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "core/pipeline/forecast.h"
#include "core/pipeline/predictors.h"

#include <optional>
#include <string>

/// What segmenting a volume will cost, told before it is computed.
namespace halftone::cli {

struct RunPlan {
    std::optional<pipeline::SliceForecast> forecast; ///< of a slice; empty: nothing is known
    double mostTileBytes = pipeline::kMostTileBytes; ///< for segmentVolume()
    std::string warning;                             ///< it does not fit as a whole
};

/// Where the maps of a slice would not fit into the memory that is free, it is cut into tiles that
/// do, for the same mask. Throws Error{OutOfMemory} where there are none.
[[nodiscard]] RunPlan planRun(const model::Predictor& predictor, const model::Network& network,
                              const image::PreparedImage& image, const pipeline::Runtime& runtime);

/// {"milliseconds_per_slice", "seconds" (null where no costs are known, as for float nets),
/// "arena_bytes", "packed_bytes", "tiles", "tile" [width, height]}, or null.
[[nodiscard]] Json forecastJson(const RunPlan& plan, int slices);
/// "8.1 ms a slice, 0.2 s in all, 10.6 MB" of that; a dash of null.
[[nodiscard]] std::string forecastText(const Json& forecast);
/// What to say before the run: the warning, and what it takes if that is long; empty: nothing.
[[nodiscard]] std::string beforeRun(const RunPlan& plan, int slices);

} // namespace halftone::cli
