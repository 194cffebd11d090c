// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/background_plan.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace halftone::ui {

namespace {

const SliceRecord* recordOf(const ResultStore& store, const Wanted& wanted,
                            quant::Precision precision, int slice)
{
    return store.find({wanted.series, precision, slice});
}

/// How often a precision was timed on the visible slice, as far as that is wanted.
int roundsOf(const ResultStore& store, const Wanted& wanted, quant::Precision precision)
{
    const SliceRecord* record = recordOf(store, wanted, precision, wanted.slice);
    return record == nullptr ? 0
           : record->latency.isRanked() || record->busyRounds >= kMostBusyRounds
               ? kSweepRounds
               : (record->latency.isMeasured() ? 1 : 0);
}

bool contains(const std::vector<WorkItem>& items, quant::Precision precision, int slice)
{
    return std::any_of(items.begin(), items.end(), [&](const WorkItem& item) {
        return item.precision == precision && item.slice == slice;
    });
}

/// Runs for ribbon and planes: all slices but the visible one, by distance from it.
std::vector<WorkItem> sliceItems(const ResultStore& store, const Wanted& wanted,
                                 const Judgement& judgement)
{
    std::vector<WorkItem> items;
    const auto add = [&](int slice) {
        if (slice < 0 || slice >= wanted.slices) {
            return;
        }
        const SliceRecord* record = recordOf(store, wanted, wanted.precision, slice);
        const bool needsFull =
            !judgement.hasReference() && (record == nullptr || record->full.empty());
        if (needsFull && wanted.precision != judgement.full) {
            items.push_back({judgement.full, slice, false});
        }
        const bool isGone = record != nullptr && !record->labels && wanted.acrossSlices;
        if (record == nullptr || needsFull || isGone) {
            items.push_back({wanted.precision, slice, false});
        }
    };
    for (int distance = 1; distance < wanted.slices; ++distance) {
        add(wanted.slice + distance);
        add(wanted.slice - distance);
    }
    return items;
}

bool hasMask(const ResultStore& store, const Wanted& wanted, quant::Precision precision, int slice)
{
    const SliceRecord* record = recordOf(store, wanted, precision, slice);
    return record != nullptr && record->labels;
}

/// Runs for Wanted::also and Wanted::scored, by distance from the visible slice.
void addFurther(std::vector<WorkItem>& plan, const ResultStore& store, const Wanted& wanted)
{
    std::set<std::pair<quant::Precision, int>> planned;
    for (const WorkItem& item : plan) {
        planned.insert({item.precision, item.slice});
    }
    const auto add = [&](quant::Precision precision, int slice, const auto& isThere) {
        if (slice >= 0 && slice < wanted.slices && !isThere(precision, slice)
            && planned.insert({precision, slice}).second) {
            plan.push_back({precision, slice, false});
        }
    };
    const auto isMade = [&](quant::Precision precision, int slice) {
        return hasMask(store, wanted, precision, slice);
    };
    const auto isKnown = [&](quant::Precision precision, int slice) {
        return recordOf(store, wanted, precision, slice) != nullptr;
    };
    const int near = wanted.alsoSlices.value_or(2 * wanted.slices) / 2;
    for (int distance = 1; distance < wanted.slices && distance <= near; ++distance) {
        for (const quant::Precision precision : wanted.also) {
            add(precision, wanted.slice + distance, isMade);
            add(precision, wanted.slice - distance, isMade);
        }
    }
    for (int distance = 0; distance < wanted.slices; ++distance) {
        for (const quant::Precision precision : wanted.scored) {
            add(precision, wanted.slice + distance, isKnown);
            add(precision, wanted.slice - distance, isKnown);
        }
    }
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

std::vector<WorkItem> backgroundPlan(const ResultStore& store, const Wanted& wanted)
{
    std::vector<WorkItem> plan;
    const Judgement* judgement = store.judgementOf(wanted.series);
    if (judgement == nullptr) {
        return plan;
    }
    const auto addTimed = [&](quant::Precision precision) {
        if (roundsOf(store, wanted, precision) == 0 && !contains(plan, precision, wanted.slice)) {
            plan.push_back({precision, wanted.slice, true});
        }
    };
    addTimed(judgement->full);
    addTimed(wanted.precision);
    for (const quant::Precision precision : wanted.also) {
        addTimed(precision);
        if (!hasMask(store, wanted, precision, wanted.slice)
            && !contains(plan, precision, wanted.slice)) {
            plan.push_back({precision, wanted.slice, false});
        }
    }

    const std::vector<WorkItem> slices = sliceItems(store, wanted, *judgement);
    std::size_t next = 0;
    if (wanted.acrossSlices) {
        plan.insert(plan.end(), slices.begin(), slices.end());
        next = slices.size();
    }
    for (const quant::Precision precision : wanted.sweep) {
        if (next < slices.size()) {
            plan.push_back(slices[next++]);
        }
        addTimed(precision);
    }
    plan.insert(plan.end(), slices.begin() + static_cast<std::ptrdiff_t>(next), slices.end());
    addFurther(plan, store, wanted);
    std::vector<quant::Precision> ranked{judgement->full, wanted.precision};
    ranked.insert(ranked.end(), wanted.sweep.begin(), wanted.sweep.end());
    std::vector<WorkItem> second;
    for (const quant::Precision precision : ranked) {
        if (roundsOf(store, wanted, precision) < kSweepRounds
            && !contains(second, precision, wanted.slice)) {
            second.push_back({precision, wanted.slice, true});
        }
    }
    plan.insert(plan.end(), second.begin(), second.end());
    return plan;
}

int vainRounds(const ResultStore& store, const Wanted& wanted)
{
    int most = 0;
    const auto look = [&](quant::Precision precision) {
        const SliceRecord* record = recordOf(store, wanted, precision, wanted.slice);
        if (record != nullptr && roundsOf(store, wanted, precision) < kSweepRounds) {
            most = std::max(most, record->busyRounds);
        }
    };
    look(wanted.precision);
    std::for_each(wanted.sweep.begin(), wanted.sweep.end(), look);
    return most;
}

int sweepDone(const ResultStore& store, const Wanted& wanted)
{
    return std::accumulate(wanted.sweep.begin(), wanted.sweep.end(), 0,
                           [&](int sum, quant::Precision precision) {
                               return sum + roundsOf(store, wanted, precision);
                           });
}

} // namespace halftone::ui
