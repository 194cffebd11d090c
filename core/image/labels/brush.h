// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"
#include "core/image/labels/label_delta.h"

#include <bitset>
#include <optional>
#include <vector>

/// Strokes of a brush over voxels.
namespace halftone::image {

enum class BrushShape : std::uint8_t { Round, Square };

/// What a stroke covers: all voxels whose centres are nearer to its line than half the diameter, in
/// millimetres of the patient, and always the voxels that the line itself goes through. So what is
/// round on a screen is round in the body, whatever the spacing; where the spacing is unknown 1 mm
/// stands for a voxel, and the diameter is one in voxels. Square: along the voxel axes.
struct Brush {
    BrushShape shape = BrushShape::Round;
    double diameterMm = 1;
    bool throughSlices = false; ///< a ball (a cube) instead of a disc (a square) in one plane

    friend bool operator==(const Brush&, const Brush&) = default;
};

/// The diameter that covers `voxels` of them side by side in a plane, along the axis where they are
/// narrower.
[[nodiscard]] double diameterOfVoxels(const Geometry& geometry, Plane plane, double voxels);

/// Voxels (first..last, j, k) beside each other in memory, both in it.
struct VoxelRun {
    int k = 0;
    int j = 0;
    int first = 0;
    int last = 0;

    friend bool operator==(const VoxelRun&, const VoxelRun&) = default;
};

/// Voxels of the grid that a brush covers on its way from a point to another (LPS mm), each once,
/// by k and j. A brush in one plane covers that plane (of `plane`) that `from` lies in alone.
/// Throws Error{InvalidArgument} for a diameter that is not positive and finite, and as toIndex().
[[nodiscard]] std::vector<VoxelRun> sweep(const Geometry& geometry, const Brush& brush, Plane plane,
                                          const Point& from, const Point& to);

using LabelSet = std::bitset<256>;
/// Every label, and no label: "over everything".
[[nodiscard]] inline LabelSet allLabels()
{
    return LabelSet().set();
}
/// "Only where nothing is."
[[nodiscard]] inline LabelSet onlyBackground()
{
    return LabelSet().set(0);
}

/// Grey values [low, high], both in it; NaN is in none.
struct ValueRange {
    double low = 0;
    double high = 0;

    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// What a stroke does to the voxels that it covers.
struct PaintRule {
    std::uint8_t label = 1;             ///< they become that; 0 erases
    LabelSet over = allLabels();        ///< only those that are one of these; to erase one: that
    std::optional<ValueRange> within{}; ///< only where the image has such values
};

/// Paints runs as the rule says and tells `changes` every voxel that it changed; gives the box of
/// these. `image` (needed where rule.within is set) lies on the grid of the labels: its voxels are
/// looked at where theirs are. Throws Error{ShapeMismatch} where it has another size.
VoxelBox paint(SlicedLabels& labels, const std::vector<VoxelRun>& runs, const PaintRule& rule,
               const Image* image, DeltaBuilder& changes);

} // namespace halftone::image
