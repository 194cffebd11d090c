// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/overlay.h"

/// Colours that probabilities are read by.
namespace halftone::ui {

/// From dark blue at 0 to light yellow at 1: a straight line through CIELAB, so that equal steps
/// look equally large, and in lightness alone it can be read by every eye
/// (tests/ui/tst_probability_colours.cpp). Clamps to [0, 1].
[[nodiscard]] Rgb probabilityColour(double probability);
/// Of the line where they are cut; nothing else is white.
inline constexpr Rgb kCutColour{0xff, 0xff, 0xff};

} // namespace halftone::ui
