// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/pipeline/segment.h"
#include "core/pipeline/tradeoff.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// One labelled or unlabelled image of a case; images of one case are pooled before Dice.
struct SweepCase {
    std::string name;
    image::PreparedImage image;
    std::optional<LabelMap> reference; ///< on the oriented grid; values as the model's labels
    std::vector<std::string> scored;   ///< structures the reference knows; empty: all
    std::vector<int> slices;           ///< those to run, of the oriented image; empty: all
};

/// Lists times lists, as on the command line; mixed float/integer pairs are dropped, and `skipped`
/// says so for each. 32x32 and 16x16 are kept.
[[nodiscard]] std::vector<quant::Precision> precisionProduct(std::span<const int> weights,
                                                             std::span<const int> activations,
                                                             std::vector<std::string>* skipped);

/// What measures the peak resident memory of one slice at a precision in a fresh process.
using PeakRssFn = std::function<std::optional<std::size_t>(quant::Precision)>;

struct SweepOptions {
    std::vector<quant::Precision> precisions; ///< in the order wanted
    bool compareWithFull = true;              ///< run fullPrecision() first for `agreement`
    PeakRssFn peakRss;                        ///< empty: not measured
};

/// Runs every precision over every slice of every case; `onPoint` gets each finished point (same
/// thread). Points come back in the order asked. Throws Error{Cancelled} when stopped.
std::vector<TradeoffPoint> sweep(const Runtime& runtime, std::shared_ptr<const model::Model> model,
                                 std::span<const SweepCase> cases, const SweepOptions& options,
                                 const std::function<void(const TradeoffPoint&)>& onPoint,
                                 const ProgressFn& progress, const StopToken& stop);

/// Keys as in ARCHITECTURE.md ("Command line"). One line a point with a header line.
[[nodiscard]] std::string toCsv(std::span<const TradeoffPoint> points);
/// {"points":[...],"cases":[...]}
[[nodiscard]] std::string toJson(std::span<const TradeoffPoint> points);
/// A table for a terminal.
[[nodiscard]] std::string toTable(std::span<const TradeoffPoint> points);

} // namespace halftone::pipeline
