// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/pipeline/sweep.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace halftone::pipeline {

/// What a report says beside the points.
struct ReportContext {
    model::ModelCard card;
    std::vector<std::pair<std::string, std::string>> facts; ///< "Images" -> "stack.tif", ...
    std::optional<report::Provenance> provenance;           ///< how the points came about
    Findings findings; ///< of images and references, and skipped pairs
};

/// A trade-off table and charts as one HTML page (UTF-8) that needs no other file and no network.
/// The charts show Dice, or where there is no reference the agreement with full precision, over
/// the bytes of the weights and over the time of one slice. Says how each number was measured, and
/// that it is for research only. All text is escaped.
[[nodiscard]] std::string toHtml(std::span<const TradeoffPoint> points,
                                 const ReportContext& context);

} // namespace halftone::pipeline
