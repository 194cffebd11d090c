// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/network_analysis.h"
#include "core/pipeline/sensitivity.h"

#include <span>
#include <string>

namespace halftone::pipeline {

/// One line a layer, with a header; numbers with a point, an empty cell where nothing is known.
/// `slice`: as people count it.
[[nodiscard]] std::string toCsv(const NetworkAnalysis& analysis, std::span<const LayerLoss> losses,
                                int slice);

} // namespace halftone::pipeline
