// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <string>

namespace halftone {

/// How grey values become the unsigned 8-bit input codes of a model.
enum class WindowKind {
    Range,      ///< low/high are values of the image (HU): code = round(255*(v-low)/(high-low))
    Percentile, ///< low/high are percentiles in [0,100] of the whole volume, then as Range
};

/// What a model expects of an image: part of its card, applied by core/image.
struct PreprocessSpec {
    Modality modality = Modality::Unknown;
    /// Directions in which i, j, k grow after reorienting, e.g. "LPS"; slices are taken along k.
    /// Empty: the stored axes are used as they are (microscopy).
    std::string orientation;
    double inPlaneSpacingMm = 0; ///< resample i and j to this; 0: keep. Slices are never resampled
    double assumedSpacingMm = 0; ///< in-plane spacing taken for files that state none; 0: such
                                 ///< files are not resampled
    WindowKind window = WindowKind::Range;
    double low = 0;
    double high = 255;
    /// Native values outside [expectedMin, expectedMax] mean the wrong kind of image: a warning.
    double expectedMin = 0;
    double expectedMax = 255;
    /// In-plane spacing the model was trained for, mm; a warning outside a factor of 2; 0: any.
    double trainedSpacingMm = 0;
    int tile = 1024; ///< slices with a longer side are cut into overlapping tiles of this size

    friend bool operator==(const PreprocessSpec&, const PreprocessSpec&) = default;
};

} // namespace halftone
