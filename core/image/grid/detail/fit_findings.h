// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/preprocess_spec.h"
#include "core/image/grid/detail/window.h"

namespace halftone::image::detail {

/// What in modality, orientation, spacing and values of an image does not fit the model, which sees
/// the voxels on the grid `oriented`, that is in `order`.
[[nodiscard]] Findings fitFindings(const Image& image, const Geometry& oriented,
                                   const VoxelOrder& order, const Distribution& values,
                                   const PreprocessSpec& spec);

} // namespace halftone::image::detail
