// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/predictor.h"

namespace halftone::cli {

/// Makes predictors on the integer engine with the best instruction set there is, which must not
/// outlive it; `threads` = 0: all.
[[nodiscard]] model::MakePredictor integerEngine(int threads);

} // namespace halftone::cli
