// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QSize>
#include <QString>

#include <memory>

class vtkRenderer;
class vtkRenderWindow;

namespace halftone::ui {

/// A VTK render window that draws into memory, with an OpenGL context of its own that Qt makes for
/// whatever platform it runs on. VTK's Qt widget is not used: an OpenGL widget turns its whole
/// top-level window over to OpenGL, and each picture of it, or of a label beside it, then costs a
/// composition of all of it, 25 to 36 ms where the graphics driver is software. A picture in memory
/// costs its own pixels. Main thread only.
class OffscreenWindow {
public:
    /// `samples`: of multisampling; 0 or 1: none. OpenGL is not touched before the first draw().
    explicit OffscreenWindow(int samples);
    ~OffscreenWindow();
    OffscreenWindow(const OffscreenWindow&) = delete;
    OffscreenWindow& operator=(const OffscreenWindow&) = delete;

    /// `renderer` is borrowed until the window goes; it may go first.
    void add(vtkRenderer* renderer);
    /// Draws the renderers at a size in pixels, opaque, Format_RGB32; null where OpenGL is missing.
    [[nodiscard]] QImage draw(const QSize& size);
    /// Why draw() cannot work here, a sentence; empty while nothing is wrong.
    [[nodiscard]] QString problem() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace halftone::ui
