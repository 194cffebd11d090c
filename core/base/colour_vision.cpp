// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/colour_vision.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

/// Of linear sRGB, by Eye.
constexpr std::array<Matrix, 4> kSeen{{
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}}},
}};

Triple times(const Matrix& matrix, const Triple& v) noexcept
{
    Triple result{};
    for (std::size_t row = 0; row < 3; ++row) {
        result[row] = matrix[row][0] * v[0] + matrix[row][1] * v[1] + matrix[row][2] * v[2];
    }
    return result;
}

/// sRGB's definition (IEC 61966-2-1).
Triple linear(const Colour& colour) noexcept
{
    Triple result{};
    for (std::size_t n = 0; n < 3; ++n) {
        const double v = colour[n] / 255.0;
        result[n] = v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    }
    return result;
}

/// CIELAB of linear sRGB.
Triple toLab(const Triple& rgb) noexcept
{
    const Triple xyz = times({{{0.4124564, 0.3575761, 0.1804375},
                               {0.2126729, 0.7151522, 0.0721750},
                               {0.0193339, 0.1191920, 0.9503041}}},
                             rgb);
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f(xyz[0] / 0.95047);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

Triple seen(const Colour& colour, Eye eye) noexcept
{
    Triple rgb = times(kSeen[static_cast<std::size_t>(eye)], linear(colour));
    for (double& value : rgb) {
        value = std::clamp(value, 0.0, 1.0);
    }
    return toLab(rgb);
}

} // namespace

const char* toString(Eye eye) noexcept
{
    constexpr std::array kNames{"normal", "protan", "deutan", "tritan"};
    return kNames[static_cast<std::size_t>(eye)];
}

double colourDistance(const Colour& a, const Colour& b, Eye eye) noexcept
{
    const Triple p = seen(a, eye);
    const Triple q = seen(b, eye);
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

double lightness(const Colour& colour, Eye eye) noexcept
{
    return seen(colour, eye)[0];
}

double leastColourDistance(const Colour& a, const Colour& b) noexcept
{
    double least = std::numeric_limits<double>::infinity();
    for (const Eye eye : kEyes) {
        least = std::min(least, colourDistance(a, b, eye));
    }
    return least;
}

Colour colourOver(const Colour& colour, std::uint8_t grey, double opacity) noexcept
{
    Colour mixed{};
    std::transform(colour.begin(), colour.end(), mixed.begin(), [&](std::uint8_t value) {
        return static_cast<std::uint8_t>(std::lround(grey + (value - grey) * opacity));
    });
    return mixed;
}

} // namespace halftone
