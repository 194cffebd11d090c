// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/document/document.h"

#include <string>

namespace halftone::report::detail {

/// Throws Error{InvalidArgument} unless the picture has pixels, and as many as it says.
void requirePixels(const Picture& picture);

/// The bytes of a PNG file. Throws as requirePixels(), and Error{OutOfMemory}.
[[nodiscard]] std::string toPng(const Picture& picture);

/// RFC 4648, without line ends.
[[nodiscard]] std::string toBase64(const std::string& bytes);

} // namespace halftone::report::detail
