// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/detail/source.h"

#include <filesystem>
#include <functional>

/// The reader process's side.
namespace halftone::image::detail {

/// The argument that makes a program a reader.
inline constexpr const char* kReaderArgument = "--serve-as-image-reader";

[[nodiscard]] bool isReaderStart(int argc, const char* const* argv);

using OpenFn = std::function<Source(const std::filesystem::path& path, const ReadOptions& options,
                                    const StopToken& stop)>;

/// Answers the parent's requests, files opened by `open`, until it has no more; the exit code.
/// Takes standard input and output, and limits for each request what this process may use.
[[nodiscard]] int serve(const OpenFn& open);

} // namespace halftone::image::detail
