// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/probability_colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::ui {

namespace {

using Triple = std::array<double, 3>;

/// L*, a*, b* of both ends, which sRGB just holds.
constexpr Triple kNone{26, 4, -36};
constexpr Triple kCertain{90, -2, 50};
constexpr Triple kWhite{0.95047, 1, 1.08883}; // D65

/// Of CIELAB, from its definition (CIE 15) and that of sRGB (IEC 61966-2-1).
Rgb toRgb(const Triple& lab)
{
    const double y = (lab[0] + 16) / 116;
    const Triple f{y + lab[1] / 500, y, y - lab[2] / 200};
    Triple xyz{};
    for (std::size_t n = 0; n < 3; ++n) {
        xyz[n] =
            kWhite[n] * (f[n] > 6.0 / 29 ? f[n] * f[n] * f[n] : (116 * f[n] - 16) * 27 / 24389);
    }
    const auto channel = [&](double x, double yPart, double z) {
        const double linear = std::clamp(x * xyz[0] + yPart * xyz[1] + z * xyz[2], 0.0, 1.0);
        const double coded =
            linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
        return static_cast<std::uint8_t>(std::lround(255 * coded));
    };
    return {channel(3.2404542, -1.5371385, -0.4985314), channel(-0.9692660, 1.8760108, 0.0415560),
            channel(0.0556434, -0.2040259, 1.0572252)};
}

} // namespace

Rgb probabilityColour(double probability)
{
    const double p = std::clamp(probability, 0.0, 1.0);
    Triple lab{};
    for (std::size_t n = 0; n < 3; ++n) {
        lab[n] = kNone[n] + (kCertain[n] - kNone[n]) * p;
    }
    return toRgb(lab);
}

} // namespace halftone::ui
