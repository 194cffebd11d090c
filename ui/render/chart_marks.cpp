// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/chart_marks.h"

#include <vtkBrush.h>
#include <vtkContext2D.h>
#include <vtkObjectFactory.h>
#include <vtkPen.h>

#include <cmath>
#include <numbers>

namespace halftone::ui {

namespace {

constexpr int kStarPoints = 5;
constexpr float kStarWaist = 0.45F; ///< of the radius
constexpr float kStarRim = 1.35F;   ///< of the ground around a star, of its radius

void fill(vtkContext2D* painter, const ChartColour& colour, unsigned char opacity = 255)
{
    painter->GetPen()->SetLineType(vtkPen::NO_PEN);
    painter->GetBrush()->SetColor(colour[0], colour[1], colour[2], opacity);
}

/// Triangles from the middle: a star is not convex.
void paintStar(vtkContext2D* painter, const ChartDrawing::Disc& disc, float radius)
{
    const auto corner = [&](int n) {
        const float reach = n % 2 == 0 ? radius : radius * kStarWaist;
        const float angle =
            std::numbers::pi_v<float> * (0.5F + static_cast<float>(n) / kStarPoints);
        return std::array<float, 2>{disc.x + reach * std::cos(angle),
                                    disc.y + reach * std::sin(angle)};
    };
    for (int n = 0; n < 2 * kStarPoints; ++n) {
        const auto a = corner(n);
        const auto b = corner(n + 1);
        float points[6] = {disc.x, disc.y, a[0], a[1], b[0], b[1]};
        painter->DrawPolygon(points, 3);
    }
}

void paintDisc(vtkContext2D* painter, const ChartDrawing::Disc& disc, const ChartColour& ground)
{
    if (disc.star) {
        fill(painter, ground);
        paintStar(painter, disc, disc.radius * kStarRim);
        fill(painter, disc.colour);
        paintStar(painter, disc, disc.radius);
        return;
    }
    fill(painter, disc.colour);
    painter->DrawEllipse(disc.x, disc.y, disc.radius, disc.radius);
    if (disc.hole > 0) { // what lies below does not show through
        fill(painter, ground);
        painter->DrawEllipse(disc.x, disc.y, disc.hole, disc.hole);
    }
}

} // namespace

vtkStandardNewMacro(ChartMarks);

bool ChartMarks::Paint(vtkContext2D* painter)
{
    for (const ChartDrawing::Area& area : m_drawing.areas) {
        fill(painter, area.colour, area.opacity);
        painter->DrawRect(area.box.x0, area.box.y0, area.box.x1 - area.box.x0,
                          area.box.y1 - area.box.y0);
    }
    vtkPen* pen = painter->GetPen();
    for (const ChartDrawing::Line& line : m_drawing.lines) {
        pen->SetColor(line.colour[0], line.colour[1], line.colour[2], 255);
        pen->SetWidth(line.width);
        pen->SetLineType(line.dashed ? vtkPen::DASH_LINE : vtkPen::SOLID_LINE);
        painter->DrawLine(line.x0, line.y0, line.x1, line.y1);
    }
    for (const ChartDrawing::Disc& disc : m_drawing.discs) {
        paintDisc(painter, disc, m_drawing.ground);
    }
    pen->SetLineType(vtkPen::SOLID_LINE);
    if (const ChartDrawing::Ring& ring = m_drawing.ring; ring.radius > 0) {
        pen->SetColor(ring.colour[0], ring.colour[1], ring.colour[2], 255);
        pen->SetWidth(ring.width);
        painter->GetBrush()->SetOpacity(0);
        painter->DrawArc(ring.x, ring.y, ring.radius, 0, 360);
    }
    return true;
}

} // namespace halftone::ui
