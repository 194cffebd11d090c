// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// Statistics of a few numbers, one implementation for every report. Values are passed by copy
/// because they are reordered: move them in where they are not needed any more. What cannot be told
/// (the median of nothing, the deviation of one value) is NaN, which JSON writes as null; numbers
/// that are NaN themselves must not be passed in, except to summarize(). Thread-safe.
///
/// There are three percentiles, because there are three questions:
///   percentile              within what do 95 % of the runs stay?        (latencies)
///   lowerPercentile         which grey value lies at 0.5 %?              (windows)
///   interpolatedPercentile  what is the 95th percentile as the field computes it? (Hausdorff 95)
namespace halftone {

/// The middle value, or the mean of the two middle ones; NaN for none.
[[nodiscard]] double median(std::vector<double> values);

/// Nearest rank: the smallest value that at least `fraction` (0..1) of the values do not exceed, so
/// always one that occurred. Of fewer than 20 values the one at 0.95 is the largest. NaN for none.
[[nodiscard]] double percentile(std::vector<double> values, double fraction);

/// Where the lower neighbour of rank fraction * (count - 1) stands in sorted order, from 0.
/// `fraction` is clamped to 0..1, count > 0.
[[nodiscard]] std::size_t lowerRank(double fraction, std::size_t count) noexcept;

/// The value at lowerRank(): one that occurred. NaN for none.
[[nodiscard]] double lowerPercentile(std::vector<double> values, double fraction);

/// Linear interpolation between the neighbours of rank fraction * (count - 1), as NumPy and R do by
/// default. NaN for none.
[[nodiscard]] double interpolatedPercentile(std::vector<double> values, double fraction);

/// Mean and sample standard deviation (divided by n - 1).
struct Summary {
    double mean = 0;   ///< NaN for none
    double sd = 0;     ///< NaN for fewer than two: one value says nothing of how values differ
    std::size_t n = 0; ///< how many values were used
};

/// Of all values that are not NaN.
[[nodiscard]] Summary summarize(std::span<const double> values);

/// Half the width of the 95 % confidence interval of the mean, by Student's t: smaller differences
/// cannot be told from none by these values. NaN for fewer than two.
[[nodiscard]] double halfWidthOfMean(const Summary& summary);

/// From where to where something lies.
struct Interval {
    double low = 0;
    double high = 0;

    friend bool operator==(const Interval&, const Interval&) = default;
};

/// The narrowest two of the values, equally far from both ends, between which the median of what
/// they are drawn from lies with at least 95 % confidence, whatever its distribution; of fewer than
/// six values all of them. Narrower the more there are. NaN for none.
[[nodiscard]] Interval medianInterval(std::vector<double> values);

inline constexpr std::size_t kBootstrapResamples = 10'000;

/// The 95 % interval of the mean by the percentile bootstrap (Efron): as many values are drawn from
/// the values with replacement, kBootstrapResamples times, and the interval lies between the 2.5 %
/// and the 97.5 % percentile of these means (interpolatedPercentile()). It is no normal interval,
/// so values need not be normal; of few values it is too narrow rather than too wide, as any is
/// that knows nothing else. Values of one subject depend on each other: where `subjects` says whose
/// each is, whole subjects are drawn; empty: each value is one of its own. The draws are seeded:
/// equal values in equal order give equal intervals on every machine, and as many subjects are
/// drawn at the same places. The values are finite. NaN for fewer than two subjects.
[[nodiscard]] Interval bootstrapMeanInterval(std::span<const double> values,
                                             std::span<const std::string> subjects = {});

/// The same for any figure: `figure` computes it of subjects, given by their numbers below
/// `subjects`, some of them several times. Where it is NaN the draw counts for nothing.
[[nodiscard]] Interval
bootstrapInterval(std::size_t subjects,
                  const std::function<double(std::span<const std::size_t> drawn)>& figure);

} // namespace halftone
