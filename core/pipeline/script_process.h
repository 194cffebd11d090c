// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/float_graph.h"

#include <filesystem>
#include <optional>

/// TorchScript archives are programs, which LibTorch's parsers read: a process of its own does it,
/// this program started once more for one file, with limits of memory and computing. It gets two
/// pipes and writes no files; what it answers is read as a hostile file (model::readModel).
namespace halftone::pipeline {

/// The first thing in main(): where this process was started to read a script it answers its
/// parent and returns the exit code. Else empty, and nothing happened.
[[nodiscard]] std::optional<int> serveAsScriptReader(int argc, const char* const* argv);

/// From now on readScript() starts processes; main() must begin with serveAsScriptReader(). Without
/// that (tests, tools) scripts are read in the process itself.
void useScriptProcesses() noexcept;

/// The float graph of a TorchScript archive, checked. Throws Error{FileNotFound},
/// Error{FileFormat}, Error{OutOfMemory}, Error{Unsupported} where the file is refused, LibTorch is
/// missing or no process can be started, and Error{Cancelled}; all name the file.
[[nodiscard]] model::graph::Graph readScript(const std::filesystem::path& path,
                                             const StopToken& stop = {});

} // namespace halftone::pipeline
