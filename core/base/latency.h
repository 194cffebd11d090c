// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"

#include <cstddef>
#include <optional>
#include <span>

namespace halftone {

/// A latency told as measured rests on at least this many runs.
inline constexpr std::size_t kFewestRuns = 5;
/// Before one precision is said to be slower than another, each has run so often. Where a slice is
/// repeated for that, it is in two rounds: what else the machine does slows all runs of a moment.
inline constexpr std::size_t kRunsToRank = 2 * kFewestRuns;
/// Fewer runs say nothing about a 95th percentile: of 5 it would be their maximum.
inline constexpr std::size_t kFewestRunsForP95 = 20;

/// What the times of some runs of the same work say. What that work is, and which runs count, says
/// core/pipeline/measure.h.
struct Latency {
    double medianMs = 0;
    double lowerQuartileMs = 0; ///< between the quartiles lies the middle half of the runs
    double upperQuartileMs = 0;
    std::optional<double> p95Ms; ///< nearest rank; empty below kFewestRunsForP95 runs
    std::size_t runs = 0;
    Interval medianBetweenMs{}; ///< medianInterval(): other runs would have told a median in here
    /// Other work on the machine took processors from these runs (isBusy()): they are slower than
    /// in quiet, by an amount that nobody knows.
    bool busy = false;

    /// Enough runs to be told as measured.
    [[nodiscard]] bool isMeasured() const noexcept { return runs >= kFewestRuns; }
    /// Enough runs, in quiet, to be compared with others.
    [[nodiscard]] bool isRanked() const noexcept { return runs >= kRunsToRank && !busy; }
};

/// Of milliseconds; all zero for none.
[[nodiscard]] Latency summarizeLatency(std::span<const double> milliseconds);

/// A run is disturbed where its threads waited this share of its time for a processor.
inline constexpr double kBusyShare = 0.1;

/// For how much of a run its threads were ready to compute and did not get a processor: the time
/// that all of them waited (waitedForCpuSeconds()) over what `threads` could have computed
/// meanwhile. 0 where one of the numbers is none.
[[nodiscard]] double waitedShare(double waitedSeconds, double wallSeconds, int threads) noexcept;

/// Of the shares of some runs: the middle one is disturbed, so their median tells another time than
/// in quiet. A few disturbed runs move no median. False for none.
[[nodiscard]] bool isBusy(std::span<const double> waitedShares);

} // namespace halftone
