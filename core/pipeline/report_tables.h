// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/tradeoff.h"
#include "core/report/document/document.h"

#include <span>
#include <vector>

/// The tables of a report on a trade-off.
namespace halftone::pipeline {

/// Quality, quality of each label, and costs: a row a precision.
[[nodiscard]] std::vector<report::Table> precisionTables(std::span<const TradeoffPoint> points);

/// Dice, a column a precision, and of each label Dice, distances and volumes. Lengths are in mm
/// (um, nm) and volumes in ml (um^3), or in voxels where the spacing of a case is unknown. Empty
/// where no case is known.
[[nodiscard]] std::vector<report::Table> caseTables(std::span<const TradeoffPoint> points);

/// What the words of a report mean.
[[nodiscard]] report::Facts definitions();

} // namespace halftone::pipeline
