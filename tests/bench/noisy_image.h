// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace halftone::bench {

/// A CT of noise in 12 bits, which compresses no better than real ones and is written faster.
inline Image noisyImage(std::array<int, 3> size)
{
    Image image;
    image.geometry.size = size;
    image.geometry.spacingMm = {0.7, 0.7, 1.5};
    image.geometry.spacingKnown = true;
    image.geometry.orientationKnown = true;
    image.modality = Modality::CT;
    image.synthetic = true;
    std::vector<std::int16_t> voxels(image.geometry.voxels());
    std::uint32_t state = 1;
    for (std::int16_t& voxel : voxels) {
        state = state * 1664525U + 1013904223U;
        voxel = static_cast<std::int16_t>((state >> 20) - 1000);
    }
    image.voxels = std::move(voxels);
    return image;
}

} // namespace halftone::bench
