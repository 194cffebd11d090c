// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

namespace halftone {

enum class LogLevel { Info, Warning, Error };

/// Where messages of the core go; injected by the application. Core itself never prints.
/// May be called from any thread. An empty function is allowed and drops the message.
using LogFn = std::function<void(LogLevel level, std::string_view message)>;

} // namespace halftone
