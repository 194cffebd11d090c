// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/haloed_text.h"

#include <vtkActor2D.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>

#include <array>
#include <vector>

class vtkRenderer;

namespace halftone::ui {

/// Corners in turn, in device pixels from the lower left corner of the viewport.
using Quad = std::array<std::array<double, 2>, 4>;

[[nodiscard]] Quad quadOf(const PixelBox& box);
/// A line of a width in pixels, and half of that beyond both ends, so that lines join.
[[nodiscard]] Quad lineQuad(const std::array<double, 2>& from, const std::array<double, 2>& to,
                            double width);

/// Filled four-sided shapes of one colour over everything in a view. Lines are drawn with them:
/// drivers need not have wide ones.
class Quads {
public:
    Quads(vtkRenderer* renderer, const Colour& colour);
    void set(const std::vector<Quad>& quads);

private:
    vtkNew<vtkPolyData> m_data;
    vtkNew<vtkPolyDataMapper2D> m_mapper;
    vtkNew<vtkActor2D> m_actor;
};

} // namespace halftone::ui
