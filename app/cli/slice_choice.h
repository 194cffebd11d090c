// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/slice_choice.h"

#include <CLI/CLI.hpp>

#include <string>

namespace halftone::cli {

/// --slices, with help text; `text` is read by parseSlices().
void addSlices(CLI::App& command, std::string& text);

/// "20:24", "7", "labelled"; empty: all. Throws CLI::ValidationError.
[[nodiscard]] data::SliceChoice parseSlices(const std::string& text);

} // namespace halftone::cli
