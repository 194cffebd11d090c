// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/preprocess.h"
#include "core/image/picture/png_write.h"
#include "core/model/model.h"

namespace halftone::pipeline {

/// How a preview picture is made.
struct PreviewOptions {
    int width = 480;
    int height = 320;
    int greyLevels = 63; ///< 2 to 63: fewer make a smaller file
};

/// A picture of what a model does: the slice of a segmented image with the most foreground, cut to
/// where that lies, the mask over it in the card's colours, outlined. `mask` lies on the image's
/// native grid, as VolumeResult::mask. Throws Error{InvalidArgument} for impossible options or more
/// than three labels, which the palette could not hold.
[[nodiscard]] image::IndexedPicture makePreview(const image::PreparedImage& image,
                                                const LabelMap& mask, const model::ModelCard& card,
                                                const PreviewOptions& options = {});

} // namespace halftone::pipeline
