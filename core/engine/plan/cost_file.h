// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/plan/cost_model.h"

#include <filesystem>
#include <optional>

/// Measured costs (calibration.h) as a small text file, so that a machine is measured once.
namespace halftone::engine {

/// Where this user's measurements are kept: "halftone" in $XDG_CACHE_HOME, else in ~/.cache
/// (Windows: %LOCALAPPDATA%). Empty where none of these is set.
[[nodiscard]] std::filesystem::path costFolder();

/// The file for `isa`; its name says for which CPU and kernels, so that another machine or build
/// measures anew.
[[nodiscard]] std::filesystem::path costFile(const std::filesystem::path& folder, Isa isa);

/// What writeCosts() has put there; none if there is no such file, or it cannot be read, is
/// damaged, or is another machine's or build's. Never throws an Error.
[[nodiscard]] std::optional<CostModel> readCosts(const std::filesystem::path& folder, Isa isa);

/// Makes the folder if need be. Throws Error{FileWrite}.
void writeCosts(const std::filesystem::path& folder, const CostModel& costs);

} // namespace halftone::engine
