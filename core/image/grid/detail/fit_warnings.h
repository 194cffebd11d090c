// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/preprocess_spec.h"
#include "core/image/grid/detail/window.h"

#include <string>
#include <vector>

namespace halftone::image::detail {

/// Sentences about what in modality, orientation, spacing and values does not fit the model, which
/// sees the voxels on the grid `oriented`.
[[nodiscard]] std::vector<std::string> fitWarnings(Modality modality, const Geometry& oriented,
                                                   const Distribution& values,
                                                   const PreprocessSpec& spec);

} // namespace halftone::image::detail
