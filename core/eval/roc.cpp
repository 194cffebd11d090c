// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/roc.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <string_view>

namespace halftone::eval {

namespace {

/// Indices of the cases of each subject, subjects in the order in which they occur.
std::vector<std::vector<std::size_t>> bySubject(std::span<const Warned> cases)
{
    std::vector<std::vector<std::size_t>> groups;
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::size_t place = places.emplace(cases[i].subject, groups.size()).first->second;
        groups.resize(std::max(groups.size(), place + 1));
        groups[place].push_back(i);
    }
    return groups;
}

std::vector<Warned> drawnOf(std::span<const Warned> cases,
                            const std::vector<std::vector<std::size_t>>& groups,
                            std::span<const std::size_t> drawn)
{
    std::vector<Warned> result;
    for (const std::size_t group : drawn) {
        for (const std::size_t index : groups[group]) {
            result.push_back({cases[index].score, cases[index].isBad});
        }
    }
    return result;
}

} // namespace

double areaUnderRoc(std::span<const Warned> cases)
{
    std::vector<std::pair<double, bool>> sorted;
    for (const Warned& one : cases) {
        sorted.emplace_back(one.score, one.isBad);
    }
    std::sort(sorted.begin(), sorted.end());
    double good = 0; // below the present score
    double bad = 0;
    double pairs = 0;
    for (std::size_t first = 0; first < sorted.size();) {
        double goodHere = 0;
        double badHere = 0;
        std::size_t next = first;
        for (; next < sorted.size() && sorted[next].first == sorted[first].first; ++next) {
            (sorted[next].second ? badHere : goodHere) += 1;
        }
        pairs += badHere * (good + goodHere / 2);
        good += goodHere;
        bad += badHere;
        first = next;
    }
    return good > 0 && bad > 0 ? pairs / (good * bad) : std::numeric_limits<double>::quiet_NaN();
}

Interval bootstrapAreaInterval(std::span<const Warned> cases)
{
    const auto groups = bySubject(cases);
    return bootstrapInterval(groups.size(), [&](std::span<const std::size_t> drawn) {
        return areaUnderRoc(drawnOf(cases, groups, drawn));
    });
}

Interval bootstrapAreaDifference(std::span<const Warned> a, std::span<const Warned> b)
{
    const auto groups = bySubject(a);
    return bootstrapInterval(groups.size(), [&](std::span<const std::size_t> drawn) {
        return areaUnderRoc(drawnOf(a, groups, drawn)) - areaUnderRoc(drawnOf(b, groups, drawn));
    });
}

} // namespace halftone::eval
