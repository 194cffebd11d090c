// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/overlay.h"
#include "ui/render/slice_renderer.h"

#include <vtkActor.h>
#include <vtkImageData.h>
#include <vtkImageSlice.h>
#include <vtkImageSliceMapper.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

class vtkImageStack;
class vtkRenderer;

/// What SliceRenderer draws, one object for each image and overlay. Positions are millimetres of
/// the plane: x = column * width of a pixel, y = row * height of a pixel.
namespace halftone::ui {

/// Coloured pixels of a plane in a vtkImageStack, which they leave as they are destroyed.
class PixelLayer {
public:
    /// `layer` decides what lies on top. The stack is borrowed and must live longer.
    PixelLayer(vtkImageStack* stack, int layer);
    ~PixelLayer();
    PixelLayer(const PixelLayer&) = delete;
    PixelLayer& operator=(const PixelLayer&) = delete;

    /// Room for red, green, blue and opacity of the pixels of a plane, [rows, columns]. Call
    /// pixelsChanged() after writing.
    [[nodiscard]] std::span<std::uint32_t> pixels(const image::PlaneGrid& grid);
    void pixelsChanged();
    void setInterpolation(Interpolation interpolation);
    void setOpacity(double opacity);
    void setVisible(bool visible);

private:
    vtkImageStack* m_stack;
    vtkNew<vtkImageData> m_data;
    vtkNew<vtkImageSliceMapper> m_mapper;
    vtkNew<vtkImageSlice> m_slice;
};

/// Grey values as pixels. Keeps the values for another window.
class ImageLayer {
public:
    ImageLayer(vtkImageStack* stack, int layer) : m_pixels(stack, layer) {}

    /// As many values as the grid has pixels.
    void set(const ImagePicture& picture, const image::PlaneGrid& grid);
    void setWindow(double low, double high);
    void setInterpolation(Interpolation interpolation) { m_pixels.setInterpolation(interpolation); }

private:
    void paint();

    PixelLayer m_pixels;
    image::PlaneGrid m_grid;
    std::vector<float> m_values;
    double m_low = 0;
    double m_high = 1;
};

/// Outlines of labels as coloured line segments, above every PixelLayer.
class LineLayer {
public:
    /// `height`: millimetres above the plane, towards the eye. The renderer is borrowed and must
    /// live longer.
    LineLayer(vtkRenderer* renderer, double height);
    ~LineLayer();
    LineLayer(const LineLayer&) = delete;
    LineLayer& operator=(const LineLayer&) = delete;

    void set(const std::vector<EdgeRun>& runs, const Palette& palette, const Alphas& alphas,
             const image::PlaneGrid& grid);
    /// In device pixels, of which a line is a whole number wide.
    void setWidth(double width);
    void setOpacity(double opacity);
    void setVisible(bool visible);

private:
    vtkRenderer* m_renderer;
    vtkNew<vtkPolyData> m_data;
    vtkNew<vtkPolyDataMapper> m_mapper;
    vtkNew<vtkActor> m_actor;
};

/// Labels as pixels or outlines. What did not change since the last time costs next to nothing.
class OverlayLayer {
public:
    /// `number`: 0 for the lowest overlay.
    OverlayLayer(vtkImageStack* stack, vtkRenderer* renderer, int number);

    /// As many paints as the grid has pixels.
    void set(const OverlayPicture& picture, const image::PlaneGrid& grid);
    /// Device pixels of a logical one.
    void setPixelRatio(double ratio);
    /// Between the lines of a hatching, in columns; at least half of one is kept.
    void setHatchSpacing(double columns);

private:
    void hatch();
    void setWidths();

    PixelLayer m_pixels;
    LineLayer m_lines;
    LineLayer m_hatches;
    image::PlaneGrid m_grid; ///< of what is painted; empty before the first time
    std::vector<Paint> m_paints;
    Palette m_palette{};
    Alphas m_alphas = opaquePaints();
    OverlayShape m_shape = OverlayShape::Fill;
    bool m_hatched = false;
    double m_hatchSpacing = 1;
    double m_outlineWidth = kLineWidth; ///< logical pixels
    double m_ratio = 1;
};

} // namespace halftone::ui
