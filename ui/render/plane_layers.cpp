// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/plane_layers.h"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkFloatArray.h>
#include <vtkImageProperty.h>
#include <vtkImageStack.h>
#include <vtkPoints.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace halftone::ui {

namespace {

/// Overlays lie above any number of images.
constexpr int kFirstOverlay = 1'000'000;
/// Columns. Closer lines would be too many for nothing: at such a magnification these are seen.
constexpr double kLeastHatchSpacing = 0.5;

using Pixel = std::array<std::uint8_t, 4>; ///< red, green, blue, opacity, as VTK has them
static_assert(std::endian::native == std::endian::little, "pixels are written as whole words");
constexpr std::uint32_t kGreySteps = 0x00010101;
constexpr std::uint32_t kOpaque = 0xff000000;

/// Opaque greys of (value - low) * scale in [0, 255], clear pixels for NaN. Returns whether all are
/// opaque. Bits of floats are compared as integers, which for these ranges is the same: compilers
/// vectorize no comparison that NaN may trap.
bool paintGreys(std::span<const float> values, float low, float scale,
                std::span<std::uint32_t> pixels)
{
    constexpr auto kInfinity = std::bit_cast<std::int32_t>(std::numeric_limits<float>::infinity());
    constexpr auto kWhite = std::bit_cast<std::int32_t>(255.F);
    std::uint32_t all = ~0U;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const std::int32_t magnitude = std::bit_cast<std::int32_t>(values[i]) & 0x7fffffff;
        const std::uint32_t known = 0U - static_cast<std::uint32_t>(magnitude <= kInfinity);
        const auto scaled = std::bit_cast<std::int32_t>((values[i] - low) * scale);
        const std::int32_t inside = std::min(std::max(scaled, std::int32_t{0}), kWhite);
        const auto grey = static_cast<std::int32_t>(std::bit_cast<float>(inside) + 0.5F);
        pixels[i] = (static_cast<std::uint32_t>(grey) * kGreySteps | kOpaque) & known;
        all &= known;
    }
    return all != 0;
}

/// Gives clear pixels the grey of an opaque neighbour, still clear: interpolated between an opaque
/// and a black clear pixel, the edge of an image would be dark.
void spreadGreys(std::span<std::uint32_t> pixels, std::size_t columns)
{
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        if (pixels[i] != 0) {
            continue;
        }
        const std::size_t column = i % columns;
        std::uint32_t found = 0;
        const auto ask = [&](bool inside, std::size_t at) {
            if (inside && found == 0 && pixels[at] >= kOpaque) {
                found = pixels[at] & ~kOpaque;
            }
        };
        ask(column > 0, i - 1);
        ask(column + 1 < columns, i + 1);
        ask(i >= columns, i - columns);
        ask(i + columns < pixels.size(), i + columns);
        pixels[i] = found;
    }
}

} // namespace

PixelLayer::PixelLayer(vtkImageStack* stack, int layer) : m_stack(stack)
{
    m_data->SetDimensions(1, 1, 1);
    m_mapper->SetInputData(m_data);
    m_mapper->BorderOn(); // whole pixels, also at the edge
    m_slice->SetMapper(m_mapper);
    m_slice->GetProperty()->SetLayerNumber(layer);
    m_slice->GetProperty()->SetInterpolationTypeToNearest();
    m_slice->VisibilityOff();
    m_stack->AddImage(m_slice);
}

PixelLayer::~PixelLayer()
{
    m_stack->RemoveImage(m_slice);
}

std::span<std::uint32_t> PixelLayer::pixels(const image::PlaneGrid& grid)
{
    const int* size = m_data->GetDimensions();
    if (size[0] != grid.columns || size[1] != grid.rows || m_data->GetScalarPointer() == nullptr) {
        m_data->SetDimensions(grid.columns, grid.rows, 1);
        m_data->AllocateScalars(VTK_UNSIGNED_CHAR, sizeof(Pixel));
    }
    m_data->SetSpacing(grid.columnSpacingMm(), grid.rowSpacingMm(), 1);
    return {static_cast<std::uint32_t*>(m_data->GetScalarPointer()), grid.pixels()};
}

void PixelLayer::pixelsChanged()
{
    m_data->Modified();
}

void PixelLayer::setInterpolation(Interpolation interpolation)
{
    vtkImageProperty* property = m_slice->GetProperty();
    if (interpolation == Interpolation::Linear) {
        property->SetInterpolationTypeToLinear();
    } else {
        property->SetInterpolationTypeToNearest();
    }
}

void PixelLayer::setOpacity(double opacity)
{
    m_slice->GetProperty()->SetOpacity(opacity);
}

void PixelLayer::setVisible(bool visible)
{
    m_slice->SetVisibility(visible);
}

void ImageLayer::set(const ImagePicture& picture, const image::PlaneGrid& grid)
{
    m_grid = grid;
    m_values = picture.values;
    m_low = picture.low;
    m_high = picture.high;
    m_pixels.setOpacity(picture.opacity);
    m_pixels.setVisible(true);
    paint();
}

void ImageLayer::setWindow(double low, double high)
{
    m_low = low;
    m_high = high;
    paint();
}

void ImageLayer::paint()
{
    // VTK's own window would show NaN black, and takes longer.
    const std::span<std::uint32_t> pixels = m_pixels.pixels(m_grid);
    const auto low = static_cast<float>(m_low);
    // A window the other way round has a negative scale.
    const double range = std::copysign(std::max(std::abs(m_high - m_low), 1e-9), m_high - m_low);
    const auto scale = static_cast<float>(255 / range);
    if (!paintGreys(m_values, low, scale, pixels)) {
        spreadGreys(pixels, static_cast<std::size_t>(m_grid.columns));
    }
    m_pixels.pixelsChanged();
}

LineLayer::LineLayer(vtkRenderer* renderer, double height) : m_renderer(renderer)
{
    m_mapper->SetInputData(m_data);
    m_mapper->SetScalarModeToUseCellData();
    m_actor->SetMapper(m_mapper);
    m_actor->SetPosition(0, 0, -height); // the eye is at negative z
    m_actor->GetProperty()->LightingOff();
    // Drawn in the order of the layers, whether clear or not, and after the images.
    m_actor->ForceTranslucentOn();
    m_actor->VisibilityOff();
    m_renderer->AddViewProp(m_actor);
}

LineLayer::~LineLayer()
{
    m_renderer->RemoveViewProp(m_actor);
}

void LineLayer::set(const std::vector<EdgeRun>& runs, const Palette& palette, const Alphas& alphas,
                    const image::PlaneGrid& grid)
{
    const auto count = static_cast<vtkIdType>(runs.size());
    vtkNew<vtkFloatArray> coordinates;
    coordinates->SetNumberOfComponents(3);
    coordinates->SetNumberOfTuples(2 * count);
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(sizeof(Pixel));
    colours->SetNumberOfTuples(count);
    vtkNew<vtkCellArray> lines;
    lines->AllocateExact(count, 2 * count);
    const auto width = static_cast<float>(grid.columnSpacingMm());
    const auto height = static_cast<float>(grid.rowSpacingMm());
    for (vtkIdType i = 0; i < count; ++i) {
        const EdgeRun& run = runs[static_cast<std::size_t>(i)];
        const float ends[6] = {run.x0 * width, run.y0 * height, 0,
                               run.x1 * width, run.y1 * height, 0};
        std::copy_n(ends, 6, coordinates->GetPointer(6 * i));
        const Rgb rgb = palette[run.paint];
        const Pixel colour{rgb.red, rgb.green, rgb.blue, alphas[run.paint]};
        std::copy(colour.begin(), colour.end(),
                  colours->GetPointer(static_cast<vtkIdType>(colour.size()) * i));
        const vtkIdType cell[2] = {2 * i, 2 * i + 1};
        lines->InsertNextCell(2, cell);
    }
    vtkNew<vtkPoints> points;
    points->SetData(coordinates);
    m_data->SetPoints(points);
    m_data->SetLines(lines);
    m_data->GetCellData()->SetScalars(colours);
    m_data->Modified();
}

void LineLayer::setWidth(double width)
{
    m_actor->GetProperty()->SetLineWidth(static_cast<float>(std::max(1.0, std::round(width))));
}

void LineLayer::setOpacity(double opacity)
{
    m_actor->GetProperty()->SetOpacity(opacity);
}

void LineLayer::setVisible(bool visible)
{
    m_actor->SetVisibility(visible && m_data->GetNumberOfLines() > 0);
}

OverlayLayer::OverlayLayer(vtkImageStack* stack, vtkRenderer* renderer, int number)
    : m_pixels(stack, kFirstOverlay + number), m_lines(renderer, number + 1),
      m_hatches(renderer, number + 1)
{
}

void OverlayLayer::setHatchSpacing(double columns)
{
    const double spacing = std::max(columns, kLeastHatchSpacing);
    if (std::exchange(m_hatchSpacing, spacing) != spacing && m_hatched) {
        hatch();
    }
}

void OverlayLayer::setPixelRatio(double ratio)
{
    m_ratio = ratio;
    setWidths();
}

void OverlayLayer::setWidths()
{
    m_lines.setWidth(m_outlineWidth * m_ratio);
    m_hatches.setWidth(kLineWidth * m_ratio);
}

void OverlayLayer::hatch()
{
    m_hatches.set(hatchesOf(m_paints, m_grid.columns, m_grid.rows, m_hatchSpacing,
                            m_grid.rowSpacingMm() / m_grid.columnSpacingMm()),
                  m_palette, m_alphas, m_grid);
    m_hatches.setVisible(true);
}

void OverlayLayer::set(const OverlayPicture& picture, const image::PlaneGrid& grid)
{
    const bool fill = picture.shape == OverlayShape::Fill;
    const bool same = m_grid.columns == grid.columns && m_grid.rows == grid.rows
                      && m_grid.columnMm == grid.columnMm && m_grid.rowMm == grid.rowMm
                      && m_shape == picture.shape && m_hatched == picture.hatched
                      && m_palette == picture.palette && m_alphas == picture.alphas
                      && m_paints == picture.paints;
    if (!same) {
        m_grid = grid;
        m_shape = picture.shape;
        m_hatched = picture.hatched;
        m_palette = picture.palette;
        m_alphas = picture.alphas;
        m_paints = picture.paints;
        if (fill) {
            std::array<std::uint32_t, 256> colours{};
            const std::size_t end = m_hatched ? kOnlyHere : colours.size();
            for (std::size_t paint = kClear + 1; paint < end; ++paint) {
                const Rgb rgb = m_palette[paint];
                colours[paint] = std::bit_cast<std::uint32_t>(
                    Pixel{rgb.red, rgb.green, rgb.blue, m_alphas[paint]});
            }
            std::transform(m_paints.begin(), m_paints.end(), m_pixels.pixels(grid).begin(),
                           [&](Paint paint) { return colours[paint]; });
            m_pixels.pixelsChanged();
        } else {
            const auto linesOf = m_shape == OverlayShape::Hatch ? hatchedOutlinesOf : outlinesOf;
            m_lines.set(linesOf(m_paints, grid.columns, grid.rows), m_palette, m_alphas, grid);
        }
        if (m_hatched) {
            hatch();
        } else {
            m_hatches.setVisible(false);
        }
    }
    m_outlineWidth = picture.outlineWidth;
    setWidths();
    m_pixels.setVisible(fill);
    m_lines.setVisible(!fill);
    m_pixels.setOpacity(picture.opacity);
    m_lines.setOpacity(picture.opacity);
    m_hatches.setOpacity(picture.opacity);
}

} // namespace halftone::ui
