// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

/// Round values for the ticks of an axis, for charts on paper and on screen. All lie within
/// [low, high] but for rounding, by rising value.
namespace halftone::report {

/// About `about` steps of 1, 2 or 5 times a power of ten. `low` alone unless low < high.
[[nodiscard]] std::vector<double> linearTicks(double low, double high, int about);

/// 1-2-5 in every decade; where these are more than `most`, the decades alone; where they are fewer
/// than three, linearTicks(). 0 < low < high.
[[nodiscard]] std::vector<double> logarithmicTicks(double low, double high, std::size_t most = 8);

} // namespace halftone::report
