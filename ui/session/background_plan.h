// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/result_store.h"

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

/// What the window shows, and what should be known about it.
struct Wanted {
    quant::Precision precision; ///< of the mask shown
    int slice = 0;              ///< visible
    int slices = 0;
    bool hasReference = false;           ///< otherwise every slice is also run at full precision
    std::vector<quant::Precision> sweep; ///< points of the chart
};

/// Precisions of the background sweep out of what is offered: full and named stops first, then
/// weights 8 6 4 3 2 1 times activations 8 6 4 2.
[[nodiscard]] std::vector<quant::Precision>
sweepPrecisions(std::span<const quant::Precision> offered, quant::Precision full);

/// What is still missing in the cache, in the order to compute it: first what the meters compare
/// (full precision and the present one, timed), then alternately the remaining slices, nearest
/// first, and the points of the sweep.
[[nodiscard]] std::vector<WorkItem> backgroundPlan(const SliceCache& cache, const Wanted& wanted);

/// Sweep points of the visible slice that are done.
[[nodiscard]] int sweepDone(const SliceCache& cache, const Wanted& wanted);

} // namespace halftone::ui
