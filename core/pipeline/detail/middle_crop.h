// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/calibrate_request.h"

namespace halftone::pipeline::detail {

/// The middle of a slice that a network takes: sides that are multiples of `stride`, at least
/// `leastSide`, and no more than 256 where that is enough. Throws Error{InvalidArgument} for slices
/// that are smaller than the network takes.
[[nodiscard]] nn::CalibrationImage middleOf(const nn::CalibrationImage& slice, int stride,
                                            int leastSide);

} // namespace halftone::pipeline::detail
