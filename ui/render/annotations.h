// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"

#include <string>

/// The words and lengths written into a view.
namespace halftone::ui {

/// Directions at the four edges of a plane: anatomical letters (R L A P S I) where the orientation
/// is known, signed axes ("-X") where it is not, so that microscopy never shows fake anatomy. An
/// oblique direction is named for its largest component.
struct EdgeLetters {
    std::string left;
    std::string right;
    std::string top;
    std::string bottom;
};
[[nodiscard]] EdgeLetters edgeLetters(const image::PlaneGrid& plane);

/// A scale bar of a round length (1, 2 or 5 times a power of ten).
struct ScaleBar {
    double pixels = 0;
    std::string text; ///< "500 nm", "2 mm"; "50 px" where the spacing is unknown
};
/// The longest one not longer than `maxPixels`. `mmPerPixel` > 0 is the size of a screen pixel.
[[nodiscard]] ScaleBar scaleBar(double mmPerPixel, double maxPixels, bool spacingKnown);

} // namespace halftone::ui
