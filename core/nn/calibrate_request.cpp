// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/calibrate_request.h"

namespace halftone::nn {

std::vector<quant::Precision> calibratedPrecisions()
{
    std::vector<quant::Precision> precisions;
    for (int weights = 8; weights >= 1; --weights) {
        for (int activations = 8; activations >= 1; --activations) {
            if (canCalibrate({weights, activations})) {
                precisions.push_back({weights, activations});
            }
        }
    }
    return precisions;
}

} // namespace halftone::nn
