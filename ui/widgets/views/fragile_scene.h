// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"
#include "ui/render/slice_renderer.h"
#include "ui/session/session.h"

namespace halftone::ui {

/// Fragile voxels along a plane, hatched; clear where one of the two masks is not there yet. Call
/// only while FragileVoxels::pair() names them.
[[nodiscard]] OverlayPicture fragilePicture(Session& session, const image::PlaneGrid& grid);

} // namespace halftone::ui
