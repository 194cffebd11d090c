// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "core/pipeline/results.h"

#include <span>

namespace halftone::cli {

/// A table for each label: precision, Dice, loss, goal, whether it is met, bytes of the weights.
void printResults(std::span<const pipeline::ResultRow> rows);
[[nodiscard]] Json toJson(std::span<const pipeline::ResultRow> rows);

} // namespace halftone::cli
