// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/detail/script_graph.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What TorchScript does to lists that hold maps.
namespace halftone::nn {

[[nodiscard]] ScriptList newScriptList(std::vector<ScriptItem> items);

/// The number that an argument of `operation` is. Throws unsupportedScript() where it is none.
[[nodiscard]] std::int64_t wholeNumber(const ScriptItem& item, const std::string& operation);

/// Whether `operation` is one of lists, and `arguments`, of which the first is a list, fit; then
/// it is done, and its result, if it has one, is in `result`.
[[nodiscard]] bool runOnScriptList(const std::string& operation,
                                   const std::vector<ScriptItem>& arguments,
                                   std::optional<ScriptItem>& result);

} // namespace halftone::nn
