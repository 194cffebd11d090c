// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel.h"
#include "core/image/grid/detail/plane_sampler.h"

#include <cstdint>
#include <vector>

namespace halftone::image::detail {

/// Resamples the planes of `probabilities` [classes, y.inSize, x.inSize] as resampleLinear does,
/// number for number, and gives the class of every pixel [y.outSize, x.outSize]: of one class,
/// whether it is at least 0.5; of several the likeliest, the first of equals. `pool` may be null.
[[nodiscard]] std::vector<std::uint8_t> resampleClasses(const AxisSampling& y,
                                                        const AxisSampling& x,
                                                        const float* probabilities, int classes,
                                                        const ThreadPool* pool);

} // namespace halftone::image::detail
