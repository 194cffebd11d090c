// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/image/labels/label_delta.h"

#include <cstdint>
#include <optional>

/// What is done to all voxels of a label at once.
namespace halftone::image {

enum class LabelFilterKind : std::uint8_t {
    FillHoles,   ///< what no way along faces of voxels leads out of becomes the label
    KeepLargest, ///< all but the largest component (joined along faces; the first of equals) goes
    RemoveSmall, ///< components of fewer than `minimumVoxels` go
    Smooth,      ///< majority within a box of `radiusMm`: smooths borders, removes specks
    Close,       ///< dilation, then erosion by a ball of `radiusMm`: closes gaps
    Open,        ///< erosion, then dilation: removes what is thinner
};

/// A filter and where it works. What becomes of the label is the filter's; the other labels are
/// never changed: the label grows only over voxels that have none, and what goes becomes 0.
struct LabelFilter {
    LabelFilterKind kind = LabelFilterKind::FillHoles;
    std::uint8_t label = 1;
    /// The axis (0, 1, 2) across which slices lie, each of them filtered by itself; nothing: the
    /// volume is filtered as one, in three dimensions where it has them.
    std::optional<int> slicesAcross{};
    /// Only that slice, along slicesAcross.
    std::optional<int> slice{};
    std::size_t minimumVoxels = 10; ///< RemoveSmall
    /// Smooth, Close, Open: the nearest number of voxels along each axis, 0 where these are longer;
    /// at least one along the finest axis.
    double radiusMm = 1;
};

/// What the filter changes. Any thread, but not the main thread: seconds for 512 x 512 x 512. Work
/// and memory go with the box that the label fills, a byte or two a voxel of it. Throws
/// Error{InvalidArgument} for axes, slices or a radius that do not exist or label 0,
/// Error{OutOfMemory}, Error{Cancelled}.
[[nodiscard]] LabelDelta filtered(const LabelSnapshot& labels, const LabelFilter& filter,
                                  const ProgressFn& progress = {}, const StopToken& stop = {});

} // namespace halftone::image
