// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/phantom/phantom.h"

namespace halftone::phantom::detail {

/// One maker a kind; `options` are complete (no zeros) and checked.
[[nodiscard]] Sample makeEm(const Options& options, const ProgressFn& progress,
                            const StopToken& stop);
[[nodiscard]] Sample makeCord(const Options& options, const ProgressFn& progress,
                              const StopToken& stop);
[[nodiscard]] Sample makeAbdomen(const Options& options, const ProgressFn& progress,
                                 const StopToken& stop);

} // namespace halftone::phantom::detail
