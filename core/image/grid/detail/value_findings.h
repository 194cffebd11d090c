// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/preprocess_spec.h"
#include "core/image/grid/detail/window.h"

namespace halftone::image::detail {

/// What the grey values alone tell: voxels that hold no number, and at most one finding of what the
/// values look like instead of what the model expects (stored with an offset, as a picture,
/// inverted, of another range, all equal). A few odd voxels and padding around the field that was
/// scanned raise none.
[[nodiscard]] Findings valueFindings(const Image& image, const VoxelOrder& order,
                                     const Distribution& values, const PreprocessSpec& spec);

} // namespace halftone::image::detail
