// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

/// What is painted over a slice, computed without any graphics: testable values.
namespace halftone::ui {

struct Rgb {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    friend bool operator==(const Rgb&, const Rgb&) = default;
};

/// Paint of a voxel: an index into a palette. 0 is clear, 1..253 are label values, the last two are
/// the errors against another mask. Labels above 253 cannot be painted.
using Paint = std::uint8_t;
inline constexpr Paint kClear = 0;
inline constexpr Paint kOnlyHere = 254;
inline constexpr Paint kMissed = 255;
using Palette = std::array<Rgb, 256>;
/// How opaque each paint is within its overlay, of 255.
using Alphas = std::array<std::uint8_t, 256>;
[[nodiscard]] constexpr Alphas opaquePaints() noexcept
{
    Alphas alphas{};
    alphas.fill(255);
    return alphas;
}

/// Chosen among all that are bright enough on black so that they, and what agrees in the colours of
/// the shipped models (amber, teal), stay apart for protan, deutan and tritan eyes: 40 in CIELAB at
/// least (tests/ui/tst_error_colours.cpp). No label has them (core/base/label_colours.h).
inline constexpr Rgb kOnlyHereColour{0xd8, 0x18, 0x48};
inline constexpr Rgb kMissedColour{0x60, 0x48, 0xf0};
/// Of voxels whose label a lower precision changes; nothing else has it.
inline constexpr Rgb kFragileColour{0xc0, 0x8c, 0xff};

/// Paints of a mask [rows, columns]. With a `comparison` of the same size, voxels that differ get
/// the error paints: labelled only here (or with another label than there), or missed. Labels whose
/// `visible` entry is false are clear, in both masks. Throws Error{ShapeMismatch}.
[[nodiscard]] std::vector<Paint> paintsOf(std::span<const std::uint8_t> mask,
                                          std::span<const std::uint8_t> comparison,
                                          const std::array<bool, 256>& visible);

/// A straight line in voxel coordinates (voxel (x,y) covers [x-0.5, x+0.5]): a run of voxel edges
/// between two paints, of which exactly one coordinate differs, or a stroke of a hatching.
struct EdgeRun {
    float x0 = 0;
    float y0 = 0;
    float x1 = 0;
    float y1 = 0;
    Paint paint = kClear; ///< of the painted side; where both are, the larger
};

/// Hatching of errors, which tells them apart without colours: lines that fall to the right where
/// something is only here, and rise where it is missed, each ending where its paint does.
/// `spacing`: between lines, in widths of a voxel; `aspect`: height of a voxel by its width.
[[nodiscard]] std::vector<EdgeRun> hatchesOf(std::span<const Paint> paints, int columns, int rows,
                                             double spacing, double aspect);

/// The outlines of all painted areas, runs merged along rows and columns.
[[nodiscard]] std::vector<EdgeRun> outlinesOf(std::span<const Paint> paints, int columns, int rows);

/// Outlines, and diagonals through every kHatchVoxels-th line of the areas: what lies below stays
/// visible, and who sees no colours sees the hatch. A diagonal runs through one voxel, so both of
/// its coordinates differ.
inline constexpr int kHatchVoxels = 3;
[[nodiscard]] std::vector<EdgeRun> hatchedOutlinesOf(std::span<const Paint> paints, int columns,
                                                     int rows);

} // namespace halftone::ui
