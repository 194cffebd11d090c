// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Memory figures that need a process of their own: a high-water mark never falls.
namespace halftone::cli {

/// Peak resident memory of this process image so far, in bytes. Empty where the system does not
/// tell.
[[nodiscard]] std::optional<std::size_t> peakResidentBytes();

/// Runs this program again with `arguments` and returns its standard output; its standard error is
/// dropped. Empty if it could not be started, failed, or this system offers no way. Ends the child
/// and throws Error{Cancelled} when stopped.
[[nodiscard]] std::optional<std::string> runSelf(const std::vector<std::string>& arguments,
                                                 const StopToken& stop);

} // namespace halftone::cli
