// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/slice_rank.h"

#include <algorithm>

namespace halftone::ui {

std::vector<int> rankSlices(std::span<const SliceScore> scores, SliceOrder order)
{
    std::vector<int> slices;
    for (std::size_t n = 0; n < scores.size(); ++n) {
        if (scores[n].isScored()) {
            slices.push_back(static_cast<int>(n));
        }
    }
    const auto scoreOf = [&](int slice) { return scores[static_cast<std::size_t>(slice)].dice; };
    std::stable_sort(slices.begin(), slices.end(), [&](int a, int b) {
        return order == SliceOrder::LowestFirst ? scoreOf(a) < scoreOf(b) : scoreOf(a) > scoreOf(b);
    });
    return slices;
}

std::optional<RankedSlice> nextRanked(std::span<const SliceScore> scores, SliceOrder order,
                                      std::span<const int> visited)
{
    const std::vector<int> slices = rankSlices(scores, order);
    if (slices.empty()) {
        return std::nullopt;
    }
    const auto next = std::find_if(slices.begin(), slices.end(), [&](int slice) {
        return std::find(visited.begin(), visited.end(), slice) == visited.end();
    });
    const std::size_t place =
        next != slices.end() ? static_cast<std::size_t>(next - slices.begin()) : 0;
    const auto unknown = std::count_if(scores.begin(), scores.end(), [](const SliceScore& score) {
        return score.state == SliceScore::State::Unknown;
    });
    return RankedSlice{slices[place], scores[static_cast<std::size_t>(slices[place])].dice, place,
                       slices.size(), static_cast<std::size_t>(unknown)};
}

} // namespace halftone::ui
