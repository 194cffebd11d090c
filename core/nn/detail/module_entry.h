// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/torch_runtime.h"

/// The one symbol the run-time module exports. Facade and module are built from one source tree;
/// the number catches a module left over from another build.
namespace halftone::nn {

inline constexpr int kModuleInterface = 6; ///< raise when TorchRuntime or a type it uses changes
inline constexpr const char* kModuleEntryName = "halftoneCreateTorchRuntime";

/// New runtime, owned by the caller, or null if `interfaceVersion` is not the module's own.
/// `threads` = 0 means one per hardware thread.
using ModuleEntry = TorchRuntime* (*)(int interfaceVersion, int threads);

} // namespace halftone::nn
