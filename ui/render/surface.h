// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/progress.h"

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace halftone::ui {

/// Labels of a volume, slice by slice along k.
struct LabelSlices {
    Geometry geometry;
    /// [size[1], size[0]] each, or empty where there are none.
    std::vector<std::span<const std::uint8_t>> slices;
    std::vector<std::shared_ptr<const void>> owners; ///< of what the slices look at
};

struct Surface {
    vtkSmartPointer<vtkPolyData> mesh;
    int step = 1; ///< every so manieth voxel along each axis counts
};

/// Of the box around a label so many voxels count, one by one; of a larger one every second
/// (third, ...) along each axis. 512 x 512 x 512 are within.
inline constexpr double kMostSurfaceVoxels = 1.5e8;
/// As many as are drawn in software without a pause that is felt.
inline constexpr double kMostCoarseVoxels = 6e6;

/// The boundary of a label as triangles in LPS millimetres, closed at the edge of the volume,
/// counter-clockwise seen from outside, with normals; its steps smoothed for the eye: a picture,
/// nothing is measured on it. Empty for a label that does not occur. Any thread; throws
/// Error{Cancelled}, soon after it was asked to (tests/bench/README.md).
[[nodiscard]] Surface surfaceOf(const LabelSlices& labels, std::uint8_t value,
                                const StopToken& stop, double mostVoxels = kMostSurfaceVoxels);

} // namespace halftone::ui
