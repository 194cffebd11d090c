// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/progress.h"
#include "core/pipeline/example_slice.h"
#include "core/pipeline/measure.h"
#include "core/pipeline/sweep_case.h"
#include "core/pipeline/tradeoff.h"
#include "core/report/provenance.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// Lists times lists, as on the command line; mixed float/integer pairs are dropped, and `skipped`
/// says so for each. 32x32 and 16x16 are kept.
[[nodiscard]] std::vector<quant::Precision>
precisionProduct(std::span<const int> weights, std::span<const int> activations, Findings* skipped);

/// What measures the peak resident memory of one slice of height x width pixels at a precision in a
/// fresh process.
using PeakRssFn =
    std::function<std::optional<std::size_t>(quant::Precision, int height, int width)>;

struct SweepOptions {
    std::vector<quant::Precision> precisions; ///< in the order wanted
    bool compareWithFull = true; ///< run fullPrecision() first, for agreement and losses
    bool distances = true;       ///< between surfaces, where there is a reference
    PeakRssFn peakRss;           ///< empty: not measured
    /// Of how many images, the first ones, `example` gets a slice with all masks: that with most
    /// foreground in the reference, or the middle one.
    std::size_t examples = 0;
    std::function<void(ExampleSlice&&)> example;
    /// Predictors are kept between images as far as they fit.
    std::size_t predictorBudgetBytes = std::size_t{512} << 20;
};

/// Runs every precision over every slice of every image, one image after the other: memory does not
/// grow with their number. Each slice is predicted once at each precision; where that leaves fewer
/// than kRunsToRank warm runs, the last slice is repeated (measure.h). Points come back in the
/// order asked, with their losses against full precision (fillLosses()), which is run for that
/// although nobody asked for it. Throws Error{Cancelled} when stopped, Error{InvalidArgument} for
/// no image or a slice that does not exist, Error{ShapeMismatch} for a reference on another grid,
/// and what reading throws.
std::vector<TradeoffPoint> sweep(const Runtime& runtime, std::shared_ptr<const model::Model> model,
                                 const CaseSource& cases, const SweepOptions& options,
                                 const ProgressFn& progress, const StopToken& stop);

/// Keys as in ARCHITECTURE.md ("Command line"). One line a point with a header line; where it is
/// known how they came about each line says so in its last columns (report::factsOf()), so that
/// tables can be joined.
[[nodiscard]] std::string toCsv(std::span<const TradeoffPoint> points,
                                const report::Provenance* provenance = nullptr);
/// {"points":[...],"cases":[...]}
[[nodiscard]] std::string toJson(std::span<const TradeoffPoint> points);
/// A table for a terminal.
[[nodiscard]] std::string toTable(std::span<const TradeoffPoint> points);

/// The precision that losses are counted against; empty where there are none.
[[nodiscard]] std::optional<quant::Precision> lossBaseline(std::span<const TradeoffPoint> points);
/// "0.0021 (-0.0003 to 0.0046, n = 5)": the loss, its 95 % interval, cases; of one case
/// "0.0021 (n = 1)", of several of some subjects "(n = 5 of 2 subjects)"; "-" for none.
[[nodiscard]] std::string lossText(const std::optional<PairedLoss>& loss);

} // namespace halftone::pipeline
