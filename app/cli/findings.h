// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/context.h"
#include "app/cli/output.h"
#include "core/base/finding.h"

namespace halftone::cli {

/// [{kind, severity, sentence, arguments, file}]; `file` only where a finding is about another file
/// than the image.
[[nodiscard]] Json findingsJson(const Findings& findings);

/// The same, naming files as Context::fullPaths asks: a result is passed on.
[[nodiscard]] Findings shownFindings(Findings findings, const Context& context);

} // namespace halftone::cli
