// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/slice_renderer.h"

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <memory>
#include <vector>

namespace halftone::ui {

/// A surface in LPS millimetres and its colour.
struct SpacePart {
    vtkSmartPointer<vtkPolyData> mesh;
    Rgb colour{};
};

/// Draws planes and surfaces where they lie in the patient. Knows VTK and no Qt; used as
/// SliceRenderer is.
class SpaceRenderer {
public:
    SpaceRenderer();
    ~SpaceRenderer();
    SpaceRenderer(const SpaceRenderer&) = delete;
    SpaceRenderer& operator=(const SpaceRenderer&) = delete;

    [[nodiscard]] vtkRenderer* renderer() const;
    void setViewport(int width, int height);

    /// The plane of that name with its images, bottom first; an empty grid takes it away.
    void setPlane(image::Plane plane, const image::PlaneGrid& grid,
                  const std::vector<ImagePicture>& images);
    /// Surfaces instead of the former.
    void setParts(const std::vector<SpacePart>& parts);

    /// All of a grid, seen from the front, a little from the left and above.
    void fit(const Geometry& geometry);
    /// By device pixels of a drag: once around is as wide as two views.
    void rotate(double dx, double dy);
    void zoom(double factor); ///< > 1 comes closer
    void pan(double dx, double dy);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace halftone::ui
