// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"

#include <span>
#include <string>
#include <vector>

/// How well a number tells bad cases from good ones.
namespace halftone::eval {

/// One case that a number is meant to warn of, or not.
struct Warned {
    double score = 0; ///< larger: more reason to look
    bool isBad = false;
    std::string subject{}; ///< whose it is; cases of one depend on each other
};

/// Area under the receiver operating characteristic: how often a bad case has the larger score, of
/// all pairs of a bad and a good one, equal scores counting half (Mann-Whitney). 1 finds all, 0.5
/// tells nothing. NaN where there are no bad or no good ones; scores are finite.
[[nodiscard]] double areaUnderRoc(std::span<const Warned> cases);

/// The 95 % interval of areaUnderRoc() by bootstrapInterval() over subjects; resamples without bad
/// or without good cases count for nothing. NaN for fewer than two subjects.
[[nodiscard]] Interval bootstrapAreaInterval(std::span<const Warned> cases);

/// The same for the area of `a` minus that of `b`, which are the same cases in the same order with
/// other scores.
[[nodiscard]] Interval bootstrapAreaDifference(std::span<const Warned> a,
                                               std::span<const Warned> b);

} // namespace halftone::eval
