// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "core/pipeline/foreign_model.h"

/// What `info` and `import` say of models of other tools.
namespace halftone::cli {

/// {kind, file_bytes (null of a folder), format, producer, sha256, operations, weights, classes,
/// head, stride, least_side, gmac_512, runs ("integer" or "simulated"), obstacle, package_test
/// {largest_difference, tolerance, passed}, findings}; null for what does not apply.
[[nodiscard]] Json toJson(const pipeline::ForeignModel& foreign);

/// The same for a person.
void printForeign(const pipeline::ForeignModel& foreign);

} // namespace halftone::cli
