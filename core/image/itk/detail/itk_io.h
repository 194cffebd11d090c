// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <functional>

/// What the readers and writers of core/image share about ITK and GDCM. Included by core/image
/// only.
namespace halftone::image::detail {

/// Runs `body`, turning what ITK and the allocator throw into an Error naming the file. `code` is
/// what an ITK exception becomes.
void translateExceptions(const std::filesystem::path& path, ErrorCode code,
                         const std::function<void()>& body);

/// Stops ITK and its libraries from writing to the console. Cheap to call again.
void silenceLibraries();

} // namespace halftone::image::detail
