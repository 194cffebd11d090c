// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <functional>
#include <string_view>

namespace halftone {

/// Receives the finished fraction in [0,1] and what is being done now ("slice 3 of 25").
/// May be called from any thread, one call at a time. An empty function is allowed.
using ProgressFn = std::function<void(double fraction, std::string_view what)>;

/// Calls `progress` if there is one.
void reportProgress(const ProgressFn& progress, double fraction, std::string_view what = {});

/// Throws Error{Cancelled} if a stop was requested. Long calls poll this at least every 50 ms.
void throwIfStopped(const StopToken& stop);

} // namespace halftone
