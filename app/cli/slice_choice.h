// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"
#include "core/data/slice_choice.h"

#include <string>

namespace halftone::cli {

/// --slices, with help text; `text` is read by parseSlices().
void addSlices(Command& command, std::string& text);

/// "20:24", "7", "labelled"; empty: all. Else refuseUsage().
[[nodiscard]] data::SliceChoice parseSlices(const std::string& text);

} // namespace halftone::cli
