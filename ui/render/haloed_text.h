// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkTexture.h>
#include <vtkTexturedActor2D.h>

#include <array>
#include <string>

class vtkRenderer;

namespace halftone::ui {

using Colour = std::array<double, 3>; ///< red, green, blue in [0,1]

/// Pixels [x0, x1) x [y0, y1) of the viewport, from the lower left corner.
struct PixelBox {
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
};

/// Short text in a view with a dark rim of whole pixels around every letter, to be read on any
/// ground. VTK's own text has but a shadow on one side.
class HaloedText {
public:
    explicit HaloedText(vtkRenderer* renderer);

    /// Text in UTF-8, height of its letters and width of the rim in device pixels. Costs nothing
    /// where nothing changed.
    void set(const std::string& text, int fontPixels, int rim, const Colour& ink,
             const Colour& halo);
    /// Size of the text with its rim; 0 for an empty text.
    [[nodiscard]] int width() const { return m_size[0]; }
    [[nodiscard]] int height() const { return m_size[1]; }
    void setPosition(int x, int y); ///< of the lower left corner
    [[nodiscard]] PixelBox box() const;
    void setVisible(bool visible);

private:
    std::string m_text;
    int m_fontPixels = 0;
    int m_rim = 0;
    std::array<int, 2> m_size{0, 0};
    std::array<int, 2> m_position{0, 0};
    vtkNew<vtkImageData> m_picture;
    vtkNew<vtkTexture> m_texture;
    vtkNew<vtkPolyData> m_rectangle;
    vtkNew<vtkPolyDataMapper2D> m_mapper;
    vtkNew<vtkTexturedActor2D> m_actor;
};

} // namespace halftone::ui
