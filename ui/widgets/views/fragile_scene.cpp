// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/fragile_scene.h"

#include <algorithm>

namespace halftone::ui {

OverlayPicture fragilePicture(Session& session, const image::PlaneGrid& grid)
{
    constexpr Paint kFragile = 1;
    const FragilePair& pair = *session.fragile().pair();
    auto higher = session.masks(pair.higher);
    auto lower = session.masks(pair.lower);
    for (std::size_t k = 0; k < higher.size(); ++k) {
        if (higher[k].empty() || lower[k].empty()) {
            higher[k] = lower[k] = {};
        }
    }
    const Geometry& masks = session.active()->grid();
    const std::vector<std::uint8_t> one = image::samplePlane(masks, higher, grid);
    const std::vector<std::uint8_t> other = image::samplePlane(masks, lower, grid);
    OverlayPicture picture;
    picture.shape = OverlayShape::Hatch;
    picture.palette[kFragile] = kFragileColour;
    picture.paints.resize(one.size());
    std::transform(one.begin(), one.end(), other.begin(), picture.paints.begin(),
                   [](std::uint8_t a, std::uint8_t b) { return a != b ? kFragile : kClear; });
    return picture;
}

} // namespace halftone::ui
