// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"
#include "core/base/stop_token.h"
#include "core/data/dataset_file.h"
#include "core/eval/dice.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace halftone::train {

/// How well masks agree with the validation slices of a dataset.
struct ValidationScore {
    std::map<std::string, double> dice; ///< per label, background (if named) and union: pooled over
                                        ///< the slices of a case, then averaged over cases
    std::map<std::string, Summary> cases; ///< the same with deviation over and count of cases
    double foregroundDice = 0;            ///< mean over the foreground labels; 0 where undefined
    double foregroundFraction = 0;        ///< of all predicted pixels: 0 or 1 shows a collapse
};

/// Mask [H,W] for the input codes [H,W] of one slice.
using MaskFn = std::function<std::vector<std::uint8_t>(std::span<const std::uint8_t> codes,
                                                       int height, int width)>;

/// `mask`, which wants sides that are multiples of `stride`, for slices of any size: they are
/// padded by repeating their edges, as the application does, and the mask is cut back.
[[nodiscard]] MaskFn paddedToStride(int stride, MaskFn mask);

/// Runs `mask` over the validation slices: the real ones, or the synthetic ones if there are no
/// others. Pixels without a label are left out. Throws Error{InvalidArgument} if there are none,
/// Error{Cancelled}.
[[nodiscard]] ValidationScore scoreValidation(const data::Dataset& dataset, const MaskFn& mask,
                                              const StopToken& stop);

} // namespace halftone::train
