// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <vtkActor2D.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkTextActor.h>

#include <array>

class vtkRenderer;

namespace halftone::ui {

/// The viewport as annotations need it: device pixels, pixel ratio, millimetres per device pixel.
struct AnnotatedView {
    int width = 1;
    int height = 1;
    double ratio = 1;
    double mmPerPixel = 1;
};

/// Edge letters, scale bar and crosshair of a slice view. Part of SliceRenderer; positions are
/// VTK's display coordinates, from the lower left corner.
class SliceAnnotations {
public:
    explicit SliceAnnotations(vtkRenderer* renderer);

    /// Lays out everything; hides it all where the geometry is empty.
    void update(const AnnotatedView& view, const Geometry& geometry);
    void setCrosshair(double x, double y, double ratio);
    void hideCrosshair();
    void setVisible(bool visible) { m_visible = visible; }

private:
    struct Strokes {
        vtkNew<vtkPolyData> data;
        vtkNew<vtkPolyDataMapper2D> mapper;
        vtkNew<vtkActor2D> actor;
        Strokes();
        /// Filled rectangles, each {x0, y0, x1, y1}.
        void set(std::initializer_list<std::array<double, 4>> rectangles) const;
    };

    std::array<vtkNew<vtkTextActor>, 4> m_letters; ///< left, right, top, bottom
    vtkNew<vtkTextActor> m_scaleText;
    Strokes m_scale;
    Strokes m_crosshair;
    bool m_visible = true;
};

} // namespace halftone::ui
