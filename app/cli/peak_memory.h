// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/pipeline/sweep.h"

#include <filesystem>

namespace halftone::cli {

/// Measures a precision by `halftone-cli bench` in a process of its own, whose memory knows nothing
/// else: a high-water mark never falls. `threads` 0: all. Gives nothing where the process fails or
/// the system does not tell.
[[nodiscard]] pipeline::PeakRssFn peakRssOf(const std::filesystem::path& model, int threads,
                                            const StopToken& stop);

} // namespace halftone::cli
