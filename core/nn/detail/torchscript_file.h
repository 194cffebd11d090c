// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"

#include <filesystem>

namespace halftone::nn {

/// As TorchRuntime::readTorchScript says. Keeps no state; faults of LibTorch come as Error.
[[nodiscard]] model::graph::Graph readTorchScript(const std::filesystem::path& path);

} // namespace halftone::nn
