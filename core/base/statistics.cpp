// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// The value of a rank (from 0); everything behind it is not smaller.
double valueAt(std::vector<double>& values, std::size_t rank)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

} // namespace

double median(std::vector<double> values)
{
    if (values.empty()) {
        return kNone;
    }
    const std::size_t half = values.size() / 2;
    const double upper = valueAt(values, half);
    if (values.size() % 2 == 1) {
        return upper;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(half);
    return (*std::max_element(values.begin(), middle) + upper) / 2;
}

double percentile(std::vector<double> values, double fraction)
{
    if (values.empty()) {
        return kNone;
    }
    const double rank = std::ceil(fraction * static_cast<double>(values.size()));
    const auto place = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
    return valueAt(values, std::min(place, values.size() - 1));
}

std::size_t lowerRank(double fraction, std::size_t count) noexcept
{
    return static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0)
                                    * static_cast<double>(count - 1));
}

double lowerPercentile(std::vector<double> values, double fraction)
{
    return values.empty() ? kNone : valueAt(values, lowerRank(fraction, values.size()));
}

double interpolatedPercentile(std::vector<double> values, double fraction)
{
    if (values.empty()) {
        return kNone;
    }
    const std::size_t below = lowerRank(fraction, values.size());
    const double share = std::clamp(fraction, 0.0, 1.0) * static_cast<double>(values.size() - 1)
                         - static_cast<double>(below);
    const double low = valueAt(values, below);
    const auto next = values.begin() + static_cast<std::ptrdiff_t>(below) + 1;
    const double high = next == values.end() ? low : *std::min_element(next, values.end());
    return low + share * (high - low);
}

Summary summarize(std::span<const double> values)
{
    Summary summary{kNone, kNone, 0};
    double sum = 0;
    for (const double value : values) {
        if (!std::isnan(value)) {
            sum += value;
            ++summary.n;
        }
    }
    if (summary.n == 0) {
        return summary;
    }
    summary.mean = sum / static_cast<double>(summary.n);
    double squares = 0;
    for (const double value : values) {
        if (!std::isnan(value)) {
            squares += (value - summary.mean) * (value - summary.mean);
        }
    }
    if (summary.n > 1) {
        summary.sd = std::sqrt(squares / static_cast<double>(summary.n - 1));
    }
    return summary;
}

} // namespace halftone
