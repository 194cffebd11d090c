// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

/// How far colours lie apart for people: what all colours that must be told apart are chosen by.
namespace halftone {

using Colour = std::array<std::uint8_t, 3>; ///< sRGB: red, green, blue

/// Normal sight, and lack of long-, medium- or short-wave cones.
enum class Eye : std::uint8_t { Normal, Protan, Deutan, Tritan };
inline constexpr std::array kEyes{Eye::Normal, Eye::Protan, Eye::Deutan, Eye::Tritan};
[[nodiscard]] const char* toString(Eye eye) noexcept; ///< "normal", "protan", ...

/// Distance in CIELAB (1976, white D65) between two colours as an eye sees them, by the matrices of
/// Machado, Oliveira and Fernandes (2009) at severity 1. 2 is seen by few, 10 at a glance, side by
/// side. Thread-safe.
[[nodiscard]] double colourDistance(const Colour& a, const Colour& b, Eye eye) noexcept;

/// The least of all eyes.
[[nodiscard]] double leastColourDistance(const Colour& a, const Colour& b) noexcept;

/// L* in CIELAB of a colour as an eye sees it, [0, 100].
[[nodiscard]] double lightness(const Colour& colour, Eye eye) noexcept;

/// A colour at an opacity over a grey.
[[nodiscard]] Colour colourOver(const Colour& colour, std::uint8_t grey, double opacity) noexcept;

} // namespace halftone
