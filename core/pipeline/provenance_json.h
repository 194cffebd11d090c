// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/provenance.h"

#include <string>

namespace halftone::pipeline {

/// The object `provenance` of results in JSON (ARCHITECTURE.md, "The command line"), compact; null
/// for what does not apply.
[[nodiscard]] std::string toJson(const report::Provenance& provenance);

} // namespace halftone::pipeline
