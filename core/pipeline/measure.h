// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/latency.h"
#include "core/pipeline/predictor_cache.h"
#include "core/pipeline/segment.h"

#include <string>
#include <vector>

/// THE definition of latency, for window, sweep, report and chart.
///
/// The latency of a slice is the wall time from its input codes to its mask on the image's grid:
/// the network over all tiles, joining them, and restoring the mask. Reading, windowing and drawing
/// are not in it. Runs count when they are warm, that is, when the last slice that the same
/// predictor ran was of that size (the first run plans memory and fills caches). The figure is the
/// median of at least kFewestRuns runs, with the interquartile range beside it. From kRunsToRank
/// runs on it is compared with others, within the interval that holds the median of such runs.
///
/// Where other work takes processors from the runs, they are slower by an unknown amount: the
/// latency is marked (Latency::busy) and compared with nothing until it is measured in quiet.
///
/// The window repeats the visible slice, in two rounds over all precisions. A sweep runs every
/// slice of every case once and takes all warm runs together; it repeats the last slice, in rounds
/// too, only where these are fewer than kRunsToRank.
/// `bench` and tests/bench/peers measure something else, the network alone, and call it so.
namespace halftone::pipeline {

/// One run of one slice.
struct SliceRun {
    SliceResult slice;
    double milliseconds = 0; ///< from codes to mask, as defined above
    bool warm = false;       ///< counts for latency
    /// waitedShare() of this run: how much of it other work on the machine took.
    double waited = 0;
    std::string engine; ///< Predictor::description()
};

/// Runs the slice whose codes are given, once. Throws what makePredictor and segmentCodes throw.
[[nodiscard]] SliceRun runSlice(PredictorCache& predictors, quant::Precision precision,
                                const image::PreparedImage& image,
                                const std::vector<std::uint8_t>& codes, const StopToken& stop);

} // namespace halftone::pipeline
