// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/result_store.h"

#include <optional>
#include <span>
#include <vector>

namespace halftone::ui {

/// One slice to run at one precision; `timed`: repeated until its latency can be believed.
struct WorkItem {
    quant::Precision precision;
    int slice = 0;
    bool timed = false;

    friend bool operator==(const WorkItem&, const WorkItem&) = default;
};

/// What the views show, and what should be known about it.
struct Wanted {
    SeriesKey series;
    quant::Precision precision; ///< of the masks shown
    int slice = 0;              ///< visible
    int slices = 0;
    /// A view shows a plane across the slices: their masks come before the points of the chart, and
    /// those that were dropped are made again.
    bool acrossSlices = false;
    std::vector<quant::Precision> sweep; ///< points of the chart
    /// Whose masks are wanted too, of the visible slice first and then of all: another pane's, or
    /// of those that fragile voxels are told by.
    std::vector<quant::Precision> also = {};
    /// Of how many slices, the nearest, these are wanted; none: of all.
    std::optional<int> alsoSlices = {};
    /// Whose scores of all slices are wanted, for the ribbon; their masks need not stay.
    std::vector<quant::Precision> scored = {};
};

/// Precisions of the background sweep out of what is offered: full and named stops first, then
/// weights 8 6 4 3 2 1 times activations 8 6 4 2.
[[nodiscard]] std::vector<quant::Precision>
sweepPrecisions(std::span<const quant::Precision> offered, quant::Precision full);

/// What is still missing in the store, in the order to compute it: first what the meters compare
/// (full precision and the present one, timed), then what Wanted::also asks of the visible slice,
/// then alternately the remaining slices, nearest first, and the points of the sweep; then the
/// remaining slices of Wanted::also and of Wanted::scored; at last all that is timed for a second
/// time, until it can be ranked or kMostBusyRounds were in vain. Without a reference every slice is
/// also run at full precision.
[[nodiscard]] std::vector<WorkItem> backgroundPlan(const ResultStore& store, const Wanted& wanted);

/// Of the two rounds in which the points of the sweep are timed on the visible slice.
inline constexpr int kSweepRounds = 2;
/// A precision that was timed so often while the machine was busy is not timed again for that.
inline constexpr int kMostBusyRounds = 4;
/// How often what is not ranked yet was timed in vain, the most of any precision; 0: none was.
[[nodiscard]] int vainRounds(const ResultStore& store, const Wanted& wanted);
/// How many timings are done, of kSweepRounds for each point.
[[nodiscard]] int sweepDone(const ResultStore& store, const Wanted& wanted);

} // namespace halftone::ui
