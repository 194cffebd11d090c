// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/background_plan.h"

#include <algorithm>

namespace halftone::ui {

namespace {

bool isTimed(const SliceCache& cache, quant::Precision precision, int slice)
{
    const SliceRecord* record = cache.find(precision, slice);
    return record != nullptr && record->latency.isMeasured();
}

bool contains(const std::vector<WorkItem>& items, quant::Precision precision, int slice)
{
    return std::any_of(items.begin(), items.end(), [&](const WorkItem& item) {
        return item.precision == precision && item.slice == slice;
    });
}

/// Runs for the strip: all slices but the visible one, by distance from it.
std::vector<WorkItem> stripItems(const SliceCache& cache, const Wanted& wanted)
{
    std::vector<WorkItem> items;
    const auto add = [&](int slice) {
        if (slice < 0 || slice >= wanted.slices) {
            return;
        }
        const SliceRecord* record = cache.find(wanted.precision, slice);
        const bool needsFull = !wanted.hasReference && (record == nullptr || record->full.empty());
        if (needsFull && wanted.precision != cache.full()) {
            items.push_back({cache.full(), slice, false});
        }
        if (record == nullptr || needsFull) {
            items.push_back({wanted.precision, slice, false});
        }
    };
    for (int distance = 1; distance < wanted.slices; ++distance) {
        add(wanted.slice + distance);
        add(wanted.slice - distance);
    }
    return items;
}

} // namespace

std::vector<quant::Precision> sweepPrecisions(std::span<const quant::Precision> offered,
                                              quant::Precision full)
{
    std::vector<quant::Precision> result;
    const auto add = [&](quant::Precision precision) {
        const bool known = std::find(result.begin(), result.end(), precision) != result.end();
        const bool possible = std::find(offered.begin(), offered.end(), precision) != offered.end();
        if (possible && !known) {
            result.push_back(precision);
        }
    };
    for (const quant::Precision precision :
         {full, quant::kHighestInteger, quant::kBalanced, quant::kSmallest}) {
        add(precision);
    }
    for (const int weights : {8, 6, 4, 3, 2, 1}) {
        for (const int activations : {8, 6, 4, 2}) {
            add({weights, activations});
        }
    }
    return result;
}

std::vector<WorkItem> backgroundPlan(const SliceCache& cache, const Wanted& wanted)
{
    std::vector<WorkItem> plan;
    const auto addTimed = [&](quant::Precision precision) {
        if (!isTimed(cache, precision, wanted.slice) && !contains(plan, precision, wanted.slice)) {
            plan.push_back({precision, wanted.slice, true});
        }
    };
    addTimed(cache.full());
    addTimed(wanted.precision);

    const std::vector<WorkItem> strip = stripItems(cache, wanted);
    std::size_t nextStrip = 0;
    for (const quant::Precision precision : wanted.sweep) {
        if (nextStrip < strip.size()) {
            plan.push_back(strip[nextStrip++]);
        }
        addTimed(precision);
    }
    plan.insert(plan.end(), strip.begin() + static_cast<std::ptrdiff_t>(nextStrip), strip.end());
    return plan;
}

int sweepDone(const SliceCache& cache, const Wanted& wanted)
{
    return static_cast<int>(
        std::count_if(wanted.sweep.begin(), wanted.sweep.end(), [&](quant::Precision precision) {
            return isTimed(cache, precision, wanted.slice);
        }));
}

} // namespace halftone::ui
