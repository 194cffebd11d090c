// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/surface.h"

#include "core/image/grid/plane.h"

#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPolyDataNormals.h>
#include <vtkWindowedSincPolyDataFilter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace halftone::ui {

namespace {

constexpr double kMostVoxels = 6e6;
constexpr int kSmoothings = 12;
constexpr double kPassBand = 0.1;

/// Voxels [low, high] along each axis.
struct VoxelBox {
    std::array<int, 3> low;
    std::array<int, 3> high;
};

VoxelBox boxOf(const LabelSlices& labels, std::uint8_t value, const StopToken& stop)
{
    constexpr int kFar = std::numeric_limits<int>::max();
    VoxelBox box{{kFar, kFar, kFar}, {-1, -1, -1}};
    const int columns = labels.geometry.size[0];
    for (std::size_t k = 0; k < labels.slices.size(); ++k) {
        throwIfStopped(stop);
        const std::span<const std::uint8_t> slice = labels.slices[k];
        for (std::size_t n = 0; n < slice.size(); ++n) {
            if (slice[n] == value) {
                const std::array<int, 3> at{static_cast<int>(n) % columns,
                                            static_cast<int>(n) / columns, static_cast<int>(k)};
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    box.low[axis] = std::min(box.low[axis], at[axis]);
                    box.high[axis] = std::max(box.high[axis], at[axis]);
                }
            }
        }
    }
    return box;
}

/// 1 where the box, every `step`-th voxel of it, has the label; with one empty voxel around all, so
/// that the surface is closed.
vtkSmartPointer<vtkImageData> insideOf(const LabelSlices& labels, std::uint8_t value,
                                       const VoxelBox& box, int step, const StopToken& stop)
{
    std::array<int, 3> size{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        size[axis] = (box.high[axis] - box.low[axis]) / step + 3;
    }
    auto inside = vtkSmartPointer<vtkImageData>::New();
    inside->SetDimensions(size.data());
    inside->AllocateScalars(VTK_UNSIGNED_CHAR, 1);
    auto* out = static_cast<std::uint8_t*>(inside->GetScalarPointer());
    const auto from = [&](std::size_t axis, int n) { return box.low[axis] + (n - 1) * step; };
    for (int z = 0; z < size[2]; ++z) {
        throwIfStopped(stop);
        for (int y = 0; y < size[1]; ++y) {
            for (int x = 0; x < size[0]; ++x) {
                const std::array<int, 3> at{from(0, x), from(1, y), from(2, z)};
                bool is = true;
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    is = is && at[axis] >= box.low[axis] && at[axis] <= box.high[axis];
                }
                const std::span<const std::uint8_t> slice =
                    is ? labels.slices[static_cast<std::size_t>(at[2])]
                       : std::span<const std::uint8_t>();
                const std::size_t flat = static_cast<std::size_t>(at[1])
                                             * static_cast<std::size_t>(labels.geometry.size[0])
                                         + static_cast<std::size_t>(at[0]);
                *out++ = is && flat < slice.size() && slice[flat] == value ? 1 : 0;
            }
        }
    }
    return inside;
}

} // namespace

vtkSmartPointer<vtkPolyData> surfaceOf(const LabelSlices& labels, std::uint8_t value,
                                       const StopToken& stop)
{
    const VoxelBox box = boxOf(labels, value, stop);
    if (box.high[0] < 0) {
        return vtkSmartPointer<vtkPolyData>::New();
    }
    double voxels = 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        voxels *= box.high[axis] - box.low[axis] + 1;
    }
    const int step = std::max(1, static_cast<int>(std::ceil(std::cbrt(voxels / kMostVoxels))));
    const vtkSmartPointer<vtkImageData> inside = insideOf(labels, value, box, step, stop);
    vtkNew<vtkDiscreteFlyingEdges3D> edges;
    edges->SetInputData(inside);
    edges->SetValue(0, 1);
    edges->ComputeNormalsOff();
    edges->ComputeGradientsOff();
    edges->ComputeScalarsOff();
    vtkNew<vtkWindowedSincPolyDataFilter> smooth;
    smooth->SetInputConnection(edges->GetOutputPort());
    smooth->SetNumberOfIterations(kSmoothings);
    smooth->SetPassBand(kPassBand);
    smooth->BoundarySmoothingOff();
    smooth->NormalizeCoordinatesOn();
    smooth->Update();
    throwIfStopped(stop);
    // Smoothed among voxels, then placed: axes need not be at right angles.
    vtkNew<vtkPolyData> placed;
    placed->DeepCopy(smooth->GetOutput());
    for (vtkIdType n = 0; n < placed->GetNumberOfPoints(); ++n) {
        const double* at = placed->GetPoint(n);
        const image::Point mm = image::toMm(labels.geometry, {box.low[0] + (at[0] - 1) * step,
                                                              box.low[1] + (at[1] - 1) * step,
                                                              box.low[2] + (at[2] - 1) * step});
        placed->GetPoints()->SetPoint(n, mm.data());
    }
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputData(placed);
    normals->SplittingOff();
    normals->Update();
    throwIfStopped(stop);
    return normals->GetOutput();
}

} // namespace halftone::ui
