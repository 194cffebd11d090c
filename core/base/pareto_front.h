// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"

#include <cstddef>
#include <span>
#include <vector>

namespace halftone {

struct CostAndQuality {
    double cost = 0; ///< less is better
    double quality =
        0; ///< more is better; points are judged on the same things, so it has no noise
    /// Within what the cost is known: exactly, unless told otherwise. Without bounds: not at all.
    Interval costBetween{cost, cost};
};

/// Whether one point is known to beat another, as paretoFront() says. Thread-safe.
[[nodiscard]] bool dominates(const CostAndQuality& one, const CostAndQuality& other);

/// Indices of the points that no other point dominates, by rising cost, equal costs in the order
/// given. One point dominates another if it is at least as good in both and better in one, and that
/// is sure: its cost is at most what the other's is at least. So noise beats nothing, and costs
/// that cannot be told apart leave both points standing. Of points equal in both all are on the
/// front. A point with a NaN is never on it and dominates none. Thread-safe.
[[nodiscard]] std::vector<std::size_t> paretoFront(std::span<const CostAndQuality> points);

} // namespace halftone
