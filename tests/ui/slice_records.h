// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/result_store.h"

#include <memory>
#include <utility>
#include <vector>

/// Made-up results for tests of what is said about results.
namespace halftone::test {

inline constexpr ui::SeriesKey kSeries{1, 0};

using Mask = std::vector<std::uint8_t>;

/// Of kSeries; `timed`: with enough runs to count as measured.
inline ui::SliceRecord sliceRecord(quant::Precision precision, int slice, Mask labels,
                                   bool timed = false, double milliseconds = 10)
{
    ui::SliceRecord result;
    result.key = {kSeries, precision, slice};
    result.labels = std::make_shared<const Mask>(std::move(labels));
    const std::vector<double> runs(timed ? kFewestRuns : 1, milliseconds);
    result.latency = summarizeLatency(runs);
    if (timed) {
        result.warmMs = runs;
    }
    return result;
}

inline ui::SliceRecord ofSeries(ui::SeriesKey series, ui::SliceRecord record)
{
    record.key.series = series;
    return record;
}

/// One structure, full precision FP32, no reference.
inline ui::Judgement withoutReference()
{
    return {{{"membrane", {1}}}, quant::kFull, {}};
}

/// The same with one and the same reference for every slice.
inline ui::Judgement judgedBy(const Mask& reference)
{
    ui::Judgement judgement = withoutReference();
    judgement.reference = [kept = std::make_shared<const Mask>(reference)](int) {
        return std::span<const std::uint8_t>(*kept);
    };
    return judgement;
}

} // namespace halftone::test
