// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/labels/label_filter.h"

#include <array>
#include <cstdint>
#include <vector>

namespace halftone::image::detail {

/// Voxels of a box, i fastest: 1 or 0; of one slice where the filter takes slices.
struct Block {
    std::array<int, 3> size{};
    std::vector<std::uint8_t> voxels;
};

/// Makes the block what the filter makes of it, by ITK. `radius`: in voxels along each axis. Looks
/// at `stop` whenever ITK reports progress. Throws Error{Cancelled}, Error{Internal} with ITK's
/// words, std::bad_alloc.
void filterBlock(Block& block, const LabelFilter& filter, const std::array<int, 3>& radius,
                 const ProgressFn& progress, const StopToken& stop);

} // namespace halftone::image::detail
