// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <string>
#include <string_view>

namespace halftone::image::detail {

enum class Wrapper { Gzip, Zlib };

/// The bytes of a header, where there is one, and of all voxels, in this machine's order,
/// compressed.
[[nodiscard]] std::string deflated(std::string_view header, const Voxels& voxels, Wrapper wrapper);

} // namespace halftone::image::detail
