// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/statistics.h"

#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string_view>

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

/// How many values at each end lie outside of the median's interval: as many as lie below the
/// median with a probability of 2.5 % at most.
std::size_t ranksBesideMedian(std::size_t count)
{
    const auto n = static_cast<double>(count);
    constexpr std::size_t kMostExact = 1000; // beyond, powers of 1/2 vanish
    if (count > kMostExact) {
        return static_cast<std::size_t>(n / 2 - 0.98 * std::sqrt(n)) - 1;
    }
    double term = std::exp2(-n);
    double below = term;
    std::size_t ranks = 0;
    for (; ranks + 1 < (count + 1) / 2; ++ranks) {
        const auto next = static_cast<double>(ranks + 1);
        term *= (n - next + 1) / next;
        below += term;
        if (below > 0.025) {
            break;
        }
    }
    return ranks;
}

// What a bootstrap draws as one: the values of one subject.
struct Drawn {
    double sum = 0;
    double count = 0;
};

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

double halfWidthOfMean(const Summary& summary)
{
    // Quantiles at 0.975 by degrees of freedom, from 1.
    static constexpr std::array<double, 9> kFew{12.706, 4.303, 3.182, 2.776, 2.571,
                                                2.447,  2.365, 2.306, 2.262};
    if (summary.n < 2) {
        return kNone;
    }
    const auto freedom = static_cast<double>(summary.n - 1);
    // The normal quantile and the first terms of its expansion: 0.2 % too small at 10, less beyond.
    const double quantile = summary.n - 1 <= kFew.size()
                                ? kFew[summary.n - 2]
                                : 1.95996 + 2.3722 / freedom + 2.8225 / (freedom * freedom);
    return quantile * summary.sd / std::sqrt(static_cast<double>(summary.n));
}

Interval medianInterval(std::vector<double> values)
{
    if (values.empty()) {
        return {kNone, kNone};
    }
    std::sort(values.begin(), values.end());
    return {values[ranksBesideMedian(values.size())],
            values[values.size() - 1 - ranksBesideMedian(values.size())]};
}

Interval bootstrapMeanInterval(std::span<const double> values,
                               std::span<const std::string> subjects)
{
    std::vector<Drawn> drawn;
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t place =
            subjects.empty() ? i : places.emplace(subjects[i], drawn.size()).first->second;
        drawn.resize(std::max(drawn.size(), place + 1));
        drawn[place].sum += values[i];
        drawn[place].count += 1;
    }
    return bootstrapInterval(drawn.size(), [&](std::span<const std::size_t> numbers) {
        Drawn all;
        for (const std::size_t number : numbers) {
            all.sum += drawn[number].sum;
            all.count += drawn[number].count;
        }
        return all.sum / all.count;
    });
}

Interval bootstrapInterval(std::size_t subjects,
                           const std::function<double(std::span<const std::size_t> drawn)>& figure)
{
    if (subjects < 2) {
        return {kNone, kNone};
    }
    constexpr std::uint64_t kSeed = 0x626f6f74;
    Random random(kSeed, subjects);
    std::vector<std::size_t> drawn(subjects);
    std::vector<double> figures;
    figures.reserve(kBootstrapResamples);
    for (std::size_t n = 0; n < kBootstrapResamples; ++n) {
        for (std::size_t& place : drawn) {
            place = static_cast<std::size_t>(random.below(subjects));
        }
        const double value = figure(drawn);
        if (!std::isnan(value)) {
            figures.push_back(value);
        }
    }
    return {interpolatedPercentile(figures, 0.025), interpolatedPercentile(figures, 0.975)};
}

} // namespace halftone
