// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/quads.h"

#include <vtkCellArray.h>
#include <vtkPoints.h>
#include <vtkProperty2D.h>
#include <vtkRenderer.h>

#include <cmath>

namespace halftone::ui {

Quad quadOf(const PixelBox& box)
{
    const double x0 = box.x0;
    const double y0 = box.y0;
    const double x1 = box.x1;
    const double y1 = box.y1;
    return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}};
}

Quad lineQuad(const std::array<double, 2>& from, const std::array<double, 2>& to, double width)
{
    const double length = std::hypot(to[0] - from[0], to[1] - from[1]);
    // Of a point: a square.
    const double along = length > 0 ? (to[0] - from[0]) / length * width / 2 : width / 2;
    const double up = length > 0 ? (to[1] - from[1]) / length * width / 2 : 0;
    return {{{from[0] - along + up, from[1] - up - along},
             {to[0] + along + up, to[1] + up - along},
             {to[0] + along - up, to[1] + up + along},
             {from[0] - along - up, from[1] - up + along}}};
}

Quads::Quads(vtkRenderer* renderer, const Colour& colour)
{
    m_mapper->SetInputData(m_data);
    m_actor->SetMapper(m_mapper);
    m_actor->GetProperty()->SetColor(colour[0], colour[1], colour[2]);
    m_actor->VisibilityOff();
    renderer->AddViewProp(m_actor);
}

void Quads::set(const std::vector<Quad>& quads)
{
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> cells;
    for (const Quad& quad : quads) {
        vtkIdType corners[4];
        for (std::size_t i = 0; i < quad.size(); ++i) {
            corners[i] = points->InsertNextPoint(quad[i][0], quad[i][1], 0);
        }
        cells->InsertNextCell(4, corners);
    }
    m_data->SetPoints(points);
    m_data->SetPolys(cells);
    m_data->Modified();
    m_actor->SetVisibility(!quads.empty());
}

} // namespace halftone::ui
