// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/bioimage.h"
#include "core/pipeline/foreign_model.h"

namespace halftone::pipeline::detail {

/// Computes the test output of a package from its test input and compares them, into
/// ForeignModel::test; why it could not, or that they differ, into its findings. Where the
/// package's own output is smaller (networks without padding), the middle is compared.
void runPackageTest(const import::Package& package, ForeignModel& foreign);

} // namespace halftone::pipeline::detail
