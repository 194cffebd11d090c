// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/image_io.h"

#include <optional>
#include <string>

/// What speaks for one model or another, collected once from an image.
namespace halftone::pipeline {

/// A look at a sample of the values.
struct ValueLook {
    double low = 0;  ///< 0.5 % of the values are below
    double high = 0; ///< 0.5 % are above
    /// Down to those of air and no higher than those of bone: Hounsfield units.
    bool isHounsfield = false;
    /// Few whole numbers in even patches: a mask or labels, no grey values.
    bool isLabels = false;
    /// No edge of the slices is even, dark or bright, as air around a body and the slide around a
    /// section are.
    bool fillsEdges = false;
};

struct ImageFacts {
    Modality modality = Modality::Unknown; ///< as the file, or the description beside it, states it
    Geometry geometry;
    std::string format; ///< Image::format
    bool is8Bit = false;
    ImageTags tags;
    std::string name; ///< of the (first) file
    /// Where the modality is not stated; there they decide.
    std::optional<ValueLook> values;
};

/// Of an image that was read or made, and of what lies beside its file: the description in JSON
/// (BIDS: scan.json beside scan.nii.gz), which converters of DICOM write. One that cannot be read
/// counts as none.
[[nodiscard]] ImageFacts factsOf(const Image& image);

/// The same from the header alone, without a look at values.
[[nodiscard]] ImageFacts factsOf(const image::ImageInfo& header);

} // namespace halftone::pipeline
