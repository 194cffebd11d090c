// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/phantom/phantom.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <utility>
#include <variant>
#include <vector>

/// Synthetic samples as files of other programs would bring them.
namespace halftone::test {

inline Image withoutModality(Image image)
{
    image.modality = Modality::Unknown;
    image.synthetic = false;
    return image;
}

inline Image cordKind()
{
    return withoutModality(phantom::make(phantom::Kind::Cord, {1, 128, 6}).image);
}

/// As wide as a body.
inline Image abdomenKind()
{
    return withoutModality(phantom::make(phantom::Kind::Abdomen, {1, 512, 2}).image);
}

/// Microscopy as it is passed around: 8 bits, no word about pixels.
inline Image emStackKind(int slices = 3)
{
    Image image = withoutModality(phantom::make(phantom::Kind::Em, {1, 128, slices}).image);
    const std::array<int, 3> size = image.geometry.size;
    image.geometry = {};
    image.geometry.size = size;
    image.format = slices > 1 ? "TIFF stack" : "TIFF";
    return image;
}

/// With a frame of one grey.
inline Image framed(Image image, std::uint8_t grey)
{
    constexpr int kWidth = 12;
    const auto& size = image.geometry.size;
    auto& voxels = std::get<std::vector<std::uint8_t>>(image.voxels);
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        const int x = static_cast<int>(i) % size[0];
        const int y = static_cast<int>(i) / size[0] % size[1];
        const int edge = std::min({x, y, size[0] - 1 - x, size[1] - 1 - y});
        voxels[i] = edge < kWidth ? grey : voxels[i];
    }
    return image;
}

/// The same grid with values from `low` to `high`, all as frequent.
inline Image withValues(Image image, float low, float high)
{
    std::mt19937 random(1);
    std::uniform_real_distribution<float> value(low, high);
    std::vector<float> voxels(image.geometry.voxels());
    std::generate(voxels.begin(), voxels.end(), [&] { return value(random); });
    image.voxels = std::move(voxels);
    return image;
}

} // namespace halftone::test
