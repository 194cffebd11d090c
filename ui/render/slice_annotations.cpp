// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/slice_annotations.h"

#include "ui/render/annotations.h"

#include <vtkCellArray.h>
#include <vtkPoints.h>
#include <vtkProperty2D.h>
#include <vtkRenderer.h>
#include <vtkTextProperty.h>

#include <cmath>

namespace halftone::ui {

namespace {

// A light green that neither the grey image nor the label colours contain.
constexpr double kInk[3] = {0x8c / 255.0, 0xf0 / 255.0, 0xc8 / 255.0};
constexpr double kTextPixels = 12;
constexpr double kMarginPixels = 10;
constexpr double kBarPixels = 3;
constexpr double kMaxBarPixels = 130;
/// Half length of a crosshair's arm, and the gap that leaves the voxel itself free.
constexpr double kArmPixels = 14;
constexpr double kGapPixels = 4;

void style(vtkTextActor* actor, double ratio)
{
    vtkTextProperty* text = actor->GetTextProperty();
    text->SetFontFamilyToArial();
    text->SetFontSize(static_cast<int>(std::lround(kTextPixels * ratio)));
    text->SetColor(kInk[0], kInk[1], kInk[2]);
    text->BoldOn();
    text->ShadowOn();
    text->SetShadowOffset(1, -1);
}

} // namespace

SliceAnnotations::Strokes::Strokes()
{
    mapper->SetInputData(data);
    actor->SetMapper(mapper);
    actor->GetProperty()->SetColor(kInk[0], kInk[1], kInk[2]);
    actor->VisibilityOff();
}

void SliceAnnotations::Strokes::set(std::initializer_list<std::array<double, 4>> rectangles) const
{
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> cells;
    for (const auto& [x0, y0, x1, y1] : rectangles) {
        const vtkIdType first = points->InsertNextPoint(x0, y0, 0);
        points->InsertNextPoint(x1, y0, 0);
        points->InsertNextPoint(x1, y1, 0);
        points->InsertNextPoint(x0, y1, 0);
        const vtkIdType corners[4] = {first, first + 1, first + 2, first + 3};
        cells->InsertNextCell(4, corners);
    }
    data->SetPoints(points);
    data->SetPolys(cells);
    data->Modified();
}

SliceAnnotations::SliceAnnotations(vtkRenderer* renderer)
{
    for (const auto& letter : m_letters) {
        renderer->AddViewProp(letter);
        letter->VisibilityOff();
    }
    renderer->AddViewProp(m_scaleText);
    m_scaleText->VisibilityOff();
    renderer->AddViewProp(m_scale.actor);
    renderer->AddViewProp(m_crosshair.actor);
}

void SliceAnnotations::update(const AnnotatedView& view, const Geometry& geometry)
{
    const bool shown = m_visible && geometry.voxels() > 0;
    for (const auto& letter : m_letters) {
        letter->SetVisibility(shown);
    }
    m_scaleText->SetVisibility(shown);
    m_scale.actor->SetVisibility(shown);
    if (!shown) {
        m_crosshair.actor->VisibilityOff();
        return;
    }

    const double margin = kMarginPixels * view.ratio;
    const EdgeLetters words = edgeLetters(geometry);
    const auto place = [&](std::size_t index, const std::string& word, double x, double y,
                           int horizontal, int vertical) {
        vtkTextActor* actor = m_letters[index];
        style(actor, view.ratio);
        actor->GetTextProperty()->SetJustification(horizontal);
        actor->GetTextProperty()->SetVerticalJustification(vertical);
        actor->SetInput(word.c_str());
        actor->SetDisplayPosition(static_cast<int>(std::lround(x)),
                                  static_cast<int>(std::lround(y)));
    };
    const double midX = view.width / 2.0;
    const double midY = view.height / 2.0;
    place(0, words.left, margin, midY, VTK_TEXT_LEFT, VTK_TEXT_CENTERED);
    place(1, words.right, view.width - margin, midY, VTK_TEXT_RIGHT, VTK_TEXT_CENTERED);
    place(2, words.top, midX, view.height - margin, VTK_TEXT_CENTERED, VTK_TEXT_TOP);
    place(3, words.bottom, midX, margin, VTK_TEXT_CENTERED, VTK_TEXT_BOTTOM);

    const bool known = geometry.spacingKnown;
    const double mmPerVoxel = geometry.spacingMm[0];
    const ScaleBar bar = scaleBar(known ? view.mmPerPixel : view.mmPerPixel / mmPerVoxel,
                                  kMaxBarPixels * view.ratio, known);
    const double right = view.width - margin;
    const double thickness = kBarPixels * view.ratio;
    m_scale.set({{right - bar.pixels, margin, right, margin + thickness}});
    style(m_scaleText, view.ratio);
    m_scaleText->GetTextProperty()->SetJustificationToRight();
    m_scaleText->GetTextProperty()->SetVerticalJustificationToBottom();
    m_scaleText->SetInput(bar.text.c_str());
    m_scaleText->SetDisplayPosition(
        static_cast<int>(std::lround(right)),
        static_cast<int>(std::lround(margin + thickness + 4 * view.ratio)));
}

void SliceAnnotations::setCrosshair(double x, double y, double ratio)
{
    const double arm = kArmPixels * ratio;
    const double gap = kGapPixels * ratio;
    const double half = 0.75 * ratio;
    m_crosshair.set({{x - arm, y - half, x - gap, y + half},
                     {x + gap, y - half, x + arm, y + half},
                     {x - half, y - arm, x + half, y - gap},
                     {x - half, y + gap, x + half, y + arm}});
    m_crosshair.actor->SetVisibility(m_visible);
}

void SliceAnnotations::hideCrosshair()
{
    m_crosshair.actor->VisibilityOff();
}

} // namespace halftone::ui
