// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/slice_score.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace halftone::ui {

enum class SliceOrder { LowestFirst, HighestFirst };

/// Slices that have a score, by it; equal ones in their order in the volume. What has no score
/// (reference empty, empty in both, not labelled, not computed) is never among them.
[[nodiscard]] std::vector<int> rankSlices(std::span<const SliceScore> scores, SliceOrder order);

/// A slice to jump to.
struct RankedSlice {
    int slice = 0;
    double score = 0;
    std::size_t place = 0;   ///< from 0, the first
    std::size_t of = 0;      ///< slices that have a score
    std::size_t unknown = 0; ///< slices that may get one

    friend bool operator==(const RankedSlice&, const RankedSlice&) = default;
};

/// The first slice that is not among `visited`, so that none which became known meanwhile is
/// skipped; where all are, the first again. Empty where no slice has a score.
[[nodiscard]] std::optional<RankedSlice> nextRanked(std::span<const SliceScore> scores,
                                                    SliceOrder order, std::span<const int> visited);

} // namespace halftone::ui
