// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace halftone::image::detail {

/// Colours of a palette, red, green and blue of 8 or 16 bits.
using Palette = std::vector<std::array<std::uint16_t, 3>>;

/// How the pixels of a picture with a palette are read. A palette colours classes, so its indices
/// are the values; the same where it is a ramp from black to white in even steps, which says
/// nothing that the indices do not. Other greys, each a different one, are what an optimiser of
/// files makes of a grey picture: then the greys are the values.
struct PaletteMeaning {
    std::optional<std::vector<std::uint16_t>> greys; ///< value of each index; none: the indices
    Finding finding;
    std::string coding; ///< the same for pictures that may be slices of one image
};

/// `bits` of a colour's red, green and blue: 8 or 16. Greys of 16-bit palettes of pictures with up
/// to 8 bits come as 8 bits.
[[nodiscard]] PaletteMeaning readPalette(Palette palette, int bits);

} // namespace halftone::image::detail
