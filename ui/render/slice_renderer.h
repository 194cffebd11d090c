// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "ui/render/overlay.h"

#include <array>
#include <memory>
#include <optional>
#include <span>

class vtkRenderer;

namespace halftone::ui {

/// A point of a slice in voxel coordinates; (0,0) is the centre of the first voxel.
struct SlicePoint {
    double x = 0;
    double y = 0;
};

enum class OverlayShape { Fill, Outline };
enum class Interpolation { Nearest, Linear };

/// Draws one slice with what lies over it. Knows VTK and no Qt: whoever owns a render window adds
/// renderer() to it, says how large it is, and renders after a change. Positions are device pixels
/// from the upper left corner. The pipeline is built once; a new slice only replaces its voxels.
/// One thread, the one of the render window.
class SliceRenderer {
public:
    SliceRenderer();
    ~SliceRenderer();
    SliceRenderer(const SliceRenderer&) = delete;
    SliceRenderer& operator=(const SliceRenderer&) = delete;

    [[nodiscard]] vtkRenderer* renderer() const;

    /// Size of the viewport, and device pixels per logical pixel for text and line widths.
    void setViewport(int width, int height, double pixelRatio);
    [[nodiscard]] bool hasImage() const;

    /// Slice k of an oriented image. The first slice of a new grid fits the view.
    void setSlice(const Image& image, int k);
    void clear();
    /// Grey values shown black and white.
    void setWindow(double low, double high);
    void setInterpolation(Interpolation interpolation);

    /// Paints over the slice, [rows, columns]; empty removes them. `opacity` in [0,1].
    void setOverlay(std::span<const Paint> paints, const Palette& palette, OverlayShape shape);
    void setOverlayOpacity(double opacity);
    /// Outline of a second mask in one colour; empty removes it.
    void setReferenceOutline(std::span<const Paint> paints, Rgb colour);
    /// A small cross; nothing removes it.
    void setCrosshair(const std::optional<SlicePoint>& point);
    void setAnnotationsVisible(bool visible);

    /// The whole slice, centred.
    void fit();
    /// Keeps the point under (x,y) where it is. factor > 1 comes closer.
    void zoom(double factor, double x, double y);
    void pan(double dx, double dy);

    /// Slice point under a position, and back. Points outside the slice are returned too.
    [[nodiscard]] SlicePoint toSlice(double x, double y) const;
    [[nodiscard]] SlicePoint toScreen(const SlicePoint& point) const;
    /// Device pixels per voxel along x.
    [[nodiscard]] double magnification() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace halftone::ui
