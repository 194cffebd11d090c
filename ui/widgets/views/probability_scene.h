// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"
#include "ui/render/slice_renderer.h"
#include "ui/session/session.h"

#include <vector>

namespace halftone::ui {

/// Probabilities below one hundredth are clear: else the whole image would be covered.
inline constexpr int kClearBelowHundredths = 1;

/// What a probability layer looks like along a plane: its colours, and over them the line around
/// what is within its cut. Both of the slices that are known, nothing elsewhere; none where no mask
/// is on the screen.
[[nodiscard]] std::vector<OverlayPicture> probabilityPictures(const Layer& layer, Session& session,
                                                              const image::PlaneGrid& grid);

} // namespace halftone::ui
