// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/path_text.h"

namespace halftone {

/// Whether the name of a file begins with a dot: what programs keep for themselves, such as files
/// that are being written or what macOS leaves on foreign disks. Walks through folders leave them
/// out.
[[nodiscard]] inline bool isHiddenName(const std::filesystem::path& path)
{
    return toUtf8(path.filename()).starts_with('.');
}

} // namespace halftone
