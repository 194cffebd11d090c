// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/mask_file.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// A mask that is worth writing, and what it says of itself.
namespace halftone::test {

inline const std::vector<Label> kLabels{{1, "white-matter", {250, 30, 200}},
                                        {2, "pancreas", {10, 90, 60}}};

/// Of voxels that are all mixed up, so that frames, rows or bits in another order show.
inline LabelMap mixedMask(const Image& image)
{
    LabelMap mask;
    mask.geometry = image.geometry;
    mask.labels = kLabels;
    mask.voxels.resize(image.geometry.voxels());
    std::uint32_t state = 7;
    for (std::uint8_t& voxel : mask.voxels) {
        state = state * 1664525 + 1013904223;
        voxel = static_cast<std::uint8_t>((state >> 24) % 3);
    }
    return mask;
}

inline image::MaskOrigin originOf(const std::filesystem::path& image)
{
    image::MaskOrigin origin;
    origin.program = "Halftone 9.8.7";
    origin.model = "some-model";
    origin.modelHash = std::string(20, '0') + std::string(44, 'f');
    origin.precision = "W4A6";
    origin.imageFile = image;
    return origin;
}

} // namespace halftone::test
