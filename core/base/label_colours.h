// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/colour_vision.h"

#include <array>

/// The colours that labels have by themselves, best first. Labels of models and of files may stand
/// side by side, over errors and beside a reference: all of them and the colours of those
/// (ui/render/overlay.h, ui/document/layer.h) lie 17 apart or more in CIELAB for normal, protan,
/// deutan and tritan eyes, 8 at the opacity of new masks over any grey, the shipped models' two 52
/// and 28; none is grey as an image is (tests/ui/tst_error_colours.cpp). Found by a search over all
/// colours that are bright enough on black.
namespace halftone {

inline constexpr std::array<Colour, 7> kModelLabelColours{{{0xff, 0xb0, 0x4a},
                                                           {0x60, 0xd6, 0xba},
                                                           {0x99, 0xcc, 0x88},
                                                           {0xee, 0x77, 0xcc},
                                                           {0xff, 0xcc, 0xff},
                                                           {0xee, 0x77, 0x55},
                                                           {0xdd, 0xff, 0xbb}}};
/// Of labels in files that are no reference.
inline constexpr std::array<Colour, 5> kFileLabelColours{{{0x22, 0x99, 0x88},
                                                          {0xaa, 0x55, 0x00},
                                                          {0x99, 0x44, 0x99},
                                                          {0xaa, 0xff, 0x88},
                                                          {0x77, 0x44, 0xbb}}};

} // namespace halftone
