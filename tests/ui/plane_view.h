// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/slice_renderer.h"
#include "ui/widgets/views/render_view.h"

#include <QImage>
#include <QTest>

#include <cmath>
#include <memory>

/// A window for tests of SliceRenderer, and planes to show in it.
namespace halftone::ui {

inline constexpr int kSize = 32;
inline constexpr std::size_t kPixels = kSize * kSize;
inline const QColor kGround(0x10, 0x12, 0x15);

/// A window with nothing but a SliceRenderer, at a pixel ratio that the display need not have.
class PlaneView : public RenderView {
public:
    explicit PlaneView(double ratio) : RenderView(0), m_ratio(ratio)
    {
        showRenderer(slice.renderer());
    }

    SliceRenderer slice;

protected:
    void viewportChanged(int width, int height, double pixelRatio) override
    {
        slice.setViewport(width, height, pixelRatio * m_ratio);
    }

private:
    double m_ratio;
};

/// Twice as high in millimetres as wide.
inline image::PlaneGrid testGrid()
{
    image::PlaneGrid grid;
    grid.columns = kSize;
    grid.rows = kSize;
    grid.rowMm = {0, 2, 0};
    return grid;
}

inline ImagePicture evenImage(float value)
{
    return {std::vector<float>(kPixels, value), 0, 255, 1};
}

/// Black on the left half and white on the right.
inline ImagePicture halvesImage()
{
    ImagePicture image = evenImage(0);
    for (std::size_t i = 0; i < kPixels; ++i) {
        image.values[i] = i % kSize < kSize / 2 ? 0 : 255;
    }
    return image;
}

/// Paint 1 in pixels [x0, x1) x [y0, y1).
inline OverlayPicture block(int x0, int y0, int x1, int y1, Rgb colour)
{
    OverlayPicture overlay{std::vector<Paint>(kPixels, kClear), {}, OverlayShape::Fill, 1};
    overlay.palette[1] = colour;
    for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1; ++x) {
            overlay.paints[static_cast<std::size_t>(y * kSize + x)] = 1;
        }
    }
    return overlay;
}

inline QColor colourAt(const PlaneView& view, const QImage& picture, double column, double row)
{
    const ScreenPoint at = view.slice.toScreen({column, row});
    return picture.pixelColor(static_cast<int>(std::lround(at.x)),
                              static_cast<int>(std::lround(at.y)));
}

inline bool isClose(const QColor& found, const QColor& expected, int tolerance = 6)
{
    return std::abs(found.red() - expected.red()) <= tolerance
           && std::abs(found.green() - expected.green()) <= tolerance
           && std::abs(found.blue() - expected.blue()) <= tolerance;
}

/// 400 x 400 pixels with halvesImage() and no annotations; null if the window does not show.
inline std::unique_ptr<PlaneView> makeView(double ratio = 1)
{
    auto view = std::make_unique<PlaneView>(ratio);
    view->resize(400, 400);
    view->show();
    if (!QTest::qWaitForWindowExposed(view.get())) {
        return nullptr;
    }
    view->slice.setAnnotationsVisible(false);
    view->slice.setPlane(testGrid());
    view->slice.setImages({halvesImage()});
    return view;
}

inline QImage picture(PlaneView& view)
{
    view.renderNow();
    return view.picture();
}

} // namespace halftone::ui
