// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/calibrate_request.h"
#include "core/nn/detail/float_samples.h"

#include <torch/types.h>

#include <vector>

namespace halftone::nn {

inline constexpr int kMostCrops = 8;
inline constexpr int kCropSide = 256; ///< pixels at most, a multiple of the network's stride

/// A piece that calibration looks at.
struct CalibrationCrop {
    torch::Tensor codes;      ///< uint8 [1,1,H,W]
    torch::Tensor foreground; ///< bool [H,W], by the float network
};

/// Pieces of the request's images. Of an image larger than a piece several places are tried, as
/// long as that takes seconds, and those taken whose smaller part, foreground or background, is
/// largest. Throws Error{InvalidArgument} where there is no image, one is smaller than the stride
/// or has another count of codes than pixels.
[[nodiscard]] std::vector<CalibrationCrop>
chooseCrops(const CalibrateRequest& request, const FloatNetwork& network, const StopToken& stop);

} // namespace halftone::nn
