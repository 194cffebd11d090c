// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QVTKOpenGLNativeWidget.h>

#include <chrono>

class vtkRenderer;

namespace halftone::ui {

/// A widget that owns a VTK render window and shows one renderer in it. VTK's own mouse handling is
/// off; renders are collected and done once per turn of the event loop.
class RenderView : public QVTKOpenGLNativeWidget {
    Q_OBJECT

public:
    /// `samples`: of multisampling, for lines and discs; 0 or 1: none.
    explicit RenderView(int samples, QWidget* parent = nullptr);
    ~RenderView() override;

    /// Renders soon.
    void scheduleRender();
    /// Renders now, if the widget has its OpenGL context.
    void renderNow();

Q_SIGNALS:
    /// A picture was made.
    void rendered();

protected:
    /// How long a scheduled render may wait for further changes; 0 by default.
    void setRenderDelay(std::chrono::milliseconds delay) { m_timer.setInterval(delay); }
    /// `renderer` is borrowed and must live as long as the view.
    void showRenderer(vtkRenderer* renderer);
    /// Device pixels, and device pixels per logical pixel.
    virtual void viewportChanged(int width, int height, double pixelRatio) = 0;
    /// Position in device pixels.
    [[nodiscard]] QPointF toDevice(const QPointF& position) const;

private:
    void updateViewport();

    QTimer m_timer;
};

} // namespace halftone::ui
