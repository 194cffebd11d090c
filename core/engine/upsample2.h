// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/map_layout.h"

#include <cstdint>

namespace halftone::engine {

/// Nearest x2 of the map `in` into the rows [rowBegin, rowEnd) of the map `out`, which has twice
/// the height and width. Only for graphs in which upsampling cannot be folded into a convolution.
void upsample2(const MapLayout& in, const std::uint8_t* inStorage, const MapLayout& out,
               std::uint8_t* outStorage, int rowBegin, int rowEnd);

} // namespace halftone::engine
