// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace halftone::nn {

/// Samples of a value that shares its step with others.
struct ValueSamples {
    std::vector<float> values;
    bool rectified = true; ///< by a ReLU that the codes compute: those below 0 count as 0
};

struct StepChoice {
    double step = 1;             ///< above 0
    std::vector<int> zeroPoints; ///< the code of 0 of each value; 0 where it is rectified
};

/// The step with the least squared error of all values, coded in [0,maxCode], and for each that is
/// not rectified the best code of 0 at that step. Samples are finite.
[[nodiscard]] StepChoice chooseStep(std::span<const ValueSamples> values, int maxCode);

} // namespace halftone::nn
