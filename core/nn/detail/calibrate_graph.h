// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/nn/calibrate_request.h"

namespace halftone::nn {

/// Post-training quantization without labels and gradients: TorchRuntime::calibrate. Codes of
/// weights are found for 8, 4, 3 and 2 bits; those of 7, 6 and 5 are nested in the 8-bit ones. The
/// same request gives the same model. Throws Error{InvalidArgument} for images or precisions that
/// cannot be, Error{Unsupported} where the network's values are not finite.
[[nodiscard]] model::Model calibrateGraph(const CalibrateRequest& request,
                                          const ProgressFn& progress, const StopToken& stop);

} // namespace halftone::nn
