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

/// The boundary of a label as triangles in LPS millimetres, closed at the edge of the volume, its
/// steps smoothed for the eye: a picture, nothing is measured on it. Of labels that fill a large
/// box only every second voxel (third, ...) along each axis counts. Empty for a label that does not
/// occur. Any thread; throws Error{Cancelled}.
[[nodiscard]] vtkSmartPointer<vtkPolyData> surfaceOf(const LabelSlices& labels, std::uint8_t value,
                                                     const StopToken& stop);

} // namespace halftone::ui
