// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <span>

namespace halftone::train {

/// How strongly a crop is varied. Zero everywhere: a plain crop at a random place.
struct AugmentOptions {
    double rotationDegrees = 180; ///< uniform in +- this
    double scale = 0.15;          ///< size factor uniform in 1 +- this
    double elasticPixels = 5;     ///< standard deviation of the displacement of a coarse grid
    bool flip = true;             ///< mirror left-right half of the time
    double gain = 0.15;           ///< contrast factor uniform in 1 +- this
    double offset = 0.08;         ///< added brightness, fraction of full scale, uniform in +- this
    double gamma = 0.2;           ///< exponent is exp(uniform in +- this)
    double shading = 0.04;        ///< standard deviation of a slowly varying brightness
    double noise = 0.03;          ///< largest standard deviation of pixel noise
    double blurChance = 0.3;      ///< how often the crop is blurred a little
    /// How often the crop gets what damaged sections show: faded contrast, a fold or a stain.
    double artifactChance = 0;
    /// How often a crop is as sharp as the images that the model will see: its pixels are the
    /// slice's own, mirrored and turned by right angles where `flip` and a rotation of 180 degrees
    /// allow, without resampling, noise, blur and damage. Warping always smooths a little.
    double plainChance = 0;
    /// How often a crop lies around a labelled pixel instead of anywhere in its slice.
    double foregroundChance = 0;
};

/// A labelled slice, [H,W] row-major; borrowed.
struct SliceView {
    const std::uint8_t* image = nullptr;
    const std::uint8_t* labels = nullptr;
    int height = 0;
    int width = 0;
};

/// One varied square crop of side `crop`: image codes (bilinear) and labels (nearest) into
/// [crop,crop] buffers. Beyond its borders a slice continues mirrored.
void augmentedCrop(const SliceView& slice, int crop, const AugmentOptions& options, Random& random,
                   std::span<std::uint8_t> image, std::span<std::uint8_t> labels);

} // namespace halftone::train
