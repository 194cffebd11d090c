// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/haloed_text.h"

#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkRenderer.h>
#include <vtkTextProperty.h>
#include <vtkTextRenderer.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace halftone::ui {

namespace {

constexpr int kDotsPerInch = 72; ///< one point is one pixel

/// How much of each pixel a text covers, [rows, columns] from below, without empty margins.
struct Coverage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> values;

    [[nodiscard]] int at(int x, int y) const
    {
        const bool inside = x >= 0 && y >= 0 && x < width && y < height;
        return inside ? values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width)
                               + static_cast<std::size_t>(x)]
                      : 0;
    }
};

Coverage coverageOf(const std::string& text, int fontPixels)
{
    vtkNew<vtkTextProperty> property;
    property->SetFontFamilyToArial();
    property->BoldOn();
    property->SetFontSize(fontPixels);
    vtkNew<vtkImageData> drawn;
    int used[2] = {0, 0};
    vtkTextRenderer* renderer = vtkTextRenderer::GetInstance();
    if (text.empty() || renderer == nullptr
        || !renderer->RenderString(property, text, drawn, used, kDotsPerInch)) {
        return {};
    }
    const int* extent = drawn->GetExtent();
    const auto opacity = [&](int x, int y) {
        return static_cast<const std::uint8_t*>(drawn->GetScalarPointer(x, y, extent[4]))[3];
    };
    int box[4] = {extent[1], extent[3], extent[0] - 1, extent[2] - 1}; // x0, y0, x1, y1
    for (int y = extent[2]; y <= extent[3]; ++y) {
        for (int x = extent[0]; x <= extent[1]; ++x) {
            if (opacity(x, y) > 0) {
                box[0] = std::min(box[0], x);
                box[1] = std::min(box[1], y);
                box[2] = std::max(box[2], x);
                box[3] = std::max(box[3], y);
            }
        }
    }
    Coverage coverage{std::max(0, box[2] - box[0] + 1), std::max(0, box[3] - box[1] + 1), {}};
    for (int y = box[1]; y <= box[3]; ++y) {
        for (int x = box[0]; x <= box[2]; ++x) {
            coverage.values.push_back(opacity(x, y));
        }
    }
    return coverage;
}

/// The largest coverage within a disc.
int spreadAt(const Coverage& coverage, int x, int y, int radius)
{
    const double reach = radius + 0.5;
    int largest = 0;
    for (int dy = -radius; dy <= radius; ++dy) {
        for (int dx = -radius; dx <= radius; ++dx) {
            if (dx * dx + dy * dy <= reach * reach) {
                largest = std::max(largest, coverage.at(x + dx, y + dy));
            }
        }
    }
    return largest;
}

} // namespace

HaloedText::HaloedText(vtkRenderer* renderer)
{
    m_texture->SetInputData(m_picture);
    m_texture->SetColorModeToDirectScalars();
    m_texture->InterpolateOff();
    m_mapper->SetInputData(m_rectangle);
    m_actor->SetMapper(m_mapper);
    m_actor->SetTexture(m_texture);
    m_actor->VisibilityOff();
    renderer->AddViewProp(m_actor);
}

void HaloedText::set(const std::string& text, int fontPixels, int rim, const Colour& ink,
                     const Colour& halo)
{
    if (text == m_text && fontPixels == m_fontPixels && rim == m_rim) {
        return;
    }
    m_text = text;
    m_fontPixels = fontPixels;
    m_rim = rim;
    const Coverage coverage = coverageOf(text, fontPixels);
    m_size = {0, 0};
    if (coverage.values.empty()) {
        return;
    }
    m_size = {coverage.width + 2 * rim, coverage.height + 2 * rim};
    m_picture->SetDimensions(m_size[0], m_size[1], 1);
    m_picture->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
    auto* out = static_cast<std::uint8_t*>(m_picture->GetScalarPointer());
    for (int y = 0; y < m_size[1]; ++y) {
        for (int x = 0; x < m_size[0]; ++x) {
            const double inked = coverage.at(x - rim, y - rim) / 255.0;
            const double dark = (1 - inked) * spreadAt(coverage, x - rim, y - rim, rim) / 255.0;
            const double opacity = inked + dark;
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const double mixed = inked * ink[channel] + dark * halo[channel];
                *out++ =
                    static_cast<std::uint8_t>(opacity > 0 ? std::lround(255 * mixed / opacity) : 0);
            }
            *out++ = static_cast<std::uint8_t>(std::lround(255 * opacity));
        }
    }
    m_picture->Modified();

    vtkNew<vtkPoints> corners;
    vtkNew<vtkFloatArray> onTexture;
    onTexture->SetNumberOfComponents(2);
    constexpr std::array<std::array<int, 2>, 4> kCorners{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
    for (const auto& [right, top] : kCorners) {
        corners->InsertNextPoint(right * m_size[0], top * m_size[1], 0);
        onTexture->InsertNextTuple2(right, top);
    }
    vtkNew<vtkCellArray> cells;
    const vtkIdType order[4] = {0, 1, 2, 3};
    cells->InsertNextCell(4, order);
    m_rectangle->SetPoints(corners);
    m_rectangle->SetPolys(cells);
    m_rectangle->GetPointData()->SetTCoords(onTexture);
    m_rectangle->Modified();
}

void HaloedText::setPosition(int x, int y)
{
    m_position = {x, y};
    m_actor->SetPosition(x, y);
}

PixelBox HaloedText::box() const
{
    return {m_position[0], m_position[1], m_position[0] + m_size[0], m_position[1] + m_size[1]};
}

void HaloedText::setVisible(bool visible)
{
    m_actor->SetVisibility(visible && m_size[0] > 0);
}

} // namespace halftone::ui
