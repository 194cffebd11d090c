// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"
#include "ui/render/overlay.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

class vtkRenderer;

namespace halftone::ui {

/// A point of a plane in pixels of its grid; (0,0) is the centre of the first pixel.
struct PlanePoint {
    double column = 0;
    double row = 0;

    friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};

/// A position in the viewport: device pixels from the upper left corner.
struct ScreenPoint {
    double x = 0;
    double y = 0;
};

enum class OverlayShape { Fill, Outline, Hatch };
enum class Interpolation { Nearest, Linear };

/// Grey values of a plane and how they are shown. Values are [rows, columns]; NaN is clear.
struct ImagePicture {
    std::vector<float> values;
    double low = 0;     ///< shown black
    double high = 1;    ///< shown white; below `low` where the picture is inverted
    double opacity = 1; ///< over what lies below it
};

/// Width of lines that nobody chose, in logical pixels.
inline constexpr double kLineWidth = 1.6;

/// Labels of a plane and how they are shown. Paints are [rows, columns].
struct OverlayPicture {
    std::vector<Paint> paints;
    Palette palette{};
    OverlayShape shape = OverlayShape::Fill;
    double opacity = 1;
    bool hatched = false; ///< error paints are hatched, whatever the shape (hatchesOf())
    double outlineWidth = kLineWidth; ///< logical pixels, of outlines and their hatching
    Alphas alphas = opaquePaints();   ///< of paints, within `opacity`
};

/// Something drawn on a plane by hand: a chain of lines, handles, and words beside the last of
/// them.
struct Mark {
    std::vector<PlanePoint> chain;
    std::vector<PlanePoint> handles;
    std::vector<std::string> words; ///< lines of UTF-8
    bool selected = false;
};

/// Where a view looks: what stays when the slice changes.
struct Camera {
    bool fitted = true;       ///< the whole plane, however large the view is
    double magnification = 1; ///< device pixels per column; unused while fitted
    PlanePoint centre;        ///< in the middle of the view; unused while fitted

    friend bool operator==(const Camera&, const Camera&) = default;
};

/// Draws one plane with what lies over it, in true proportion (millimetres). Knows VTK and no Qt:
/// whoever owns a render window adds renderer() to it, says how large it is, and renders after a
/// change. Positions are device pixels from the upper left corner. VTK objects are kept and reused;
/// a new plane only replaces their values. One thread, the one of the render window.
class SliceRenderer {
public:
    SliceRenderer();
    ~SliceRenderer();
    SliceRenderer(const SliceRenderer&) = delete;
    SliceRenderer& operator=(const SliceRenderer&) = delete;

    [[nodiscard]] vtkRenderer* renderer() const;

    /// Size of the viewport, and device pixels per logical pixel for text and line widths.
    void setViewport(int width, int height, double pixelRatio);
    [[nodiscard]] bool hasPlane() const;

    /// The plane to draw, with everything taken away that was drawn. A grid with other columns,
    /// rows, spacings or directions than the last one is fitted into the view; one that only lies
    /// elsewhere along its normal keeps the camera, and the pictures until they are replaced.
    void setPlane(const image::PlaneGrid& grid);
    [[nodiscard]] const image::PlaneGrid& plane() const;
    void clear();

    /// Images of the plane, bottom first. Throws Error{ShapeMismatch} for another number of values
    /// than the plane has pixels.
    void setImages(const std::vector<ImagePicture>& images);
    /// Grey values shown black and white by image `index`. Throws Error{InvalidArgument} where
    /// there is no such image.
    void setWindow(std::size_t index, double low, double high);
    void setInterpolation(Interpolation interpolation);

    /// What lies over the images, bottom first. Throws as setImages.
    void setOverlays(const std::vector<OverlayPicture>& overlays);
    /// Two lines through a point, with a gap around it; nothing removes them.
    void setCrosshair(const std::optional<PlanePoint>& point);
    /// Replaces all marks; setPlane leaves them as they are.
    void setMarks(std::vector<Mark> marks);
    /// Words in the lower left corner, one of the annotations.
    void setWords(const std::string& words);
    /// Edge letters, words, scale bar, crosshair.
    void setAnnotationsVisible(bool visible);

    /// The whole plane, centred.
    void fit();
    /// Keeps the point under (x,y) where it is. factor > 1 comes closer.
    void zoom(double factor, double x, double y);
    void pan(double dx, double dy);
    [[nodiscard]] Camera camera() const;
    void setCamera(const Camera& camera);

    /// Point of the plane under a position, and back. Points outside the plane are returned too.
    [[nodiscard]] PlanePoint toPlane(double x, double y) const;
    [[nodiscard]] ScreenPoint toScreen(const PlanePoint& point) const;
    /// Device pixels per column.
    [[nodiscard]] double magnification() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace halftone::ui
