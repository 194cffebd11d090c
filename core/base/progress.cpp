// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/progress.h"

#include "core/base/error.h"

#include <algorithm>

namespace halftone {

void reportProgress(const ProgressFn& progress, double fraction, std::string_view what)
{
    if (progress) {
        progress(std::clamp(fraction, 0.0, 1.0), what);
    }
}

void throwIfStopped(const StopToken& stop)
{
    if (stop.stopRequested()) {
        throw Error(ErrorCode::Cancelled, "The operation was cancelled.");
    }
}

} // namespace halftone
