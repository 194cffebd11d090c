// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/latency.h"

#include <vector>

namespace halftone {

Latency summarizeLatency(std::span<const double> milliseconds)
{
    if (milliseconds.empty()) {
        return {};
    }
    const std::vector<double> all(milliseconds.begin(), milliseconds.end());
    Latency latency;
    latency.runs = all.size();
    latency.medianMs = median(all);
    latency.lowerQuartileMs = interpolatedPercentile(all, 0.25);
    latency.upperQuartileMs = interpolatedPercentile(all, 0.75);
    latency.medianBetweenMs = medianInterval(all);
    if (latency.runs >= kFewestRunsForP95) {
        latency.p95Ms = percentile(all, 0.95);
    }
    return latency;
}

double waitedShare(double waitedSeconds, double wallSeconds, int threads) noexcept
{
    return waitedSeconds > 0 && wallSeconds > 0 && threads > 0
               ? waitedSeconds / (wallSeconds * threads)
               : 0;
}

bool isBusy(std::span<const double> waitedShares)
{
    return !waitedShares.empty() && median({waitedShares.begin(), waitedShares.end()}) > kBusyShare;
}

} // namespace halftone
