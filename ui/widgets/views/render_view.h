// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QVTKOpenGLNativeWidget.h>

#include <chrono>

class vtkRenderer;

namespace halftone::ui {

/// A widget that owns a VTK render window and shows one renderer in it. VTK's own mouse handling is
/// off. Scheduled renders of all views stand in one queue, the oldest request first: a turn of the
/// event loop does one, or several that are quick, since each turn costs a composition of the whole
/// window. So many views make hardly a longer gap than one.
class RenderView : public QVTKOpenGLNativeWidget {
    Q_OBJECT

public:
    /// `samples`: of multisampling, for lines and discs; 0 or 1: none.
    explicit RenderView(int samples, QWidget* parent = nullptr);
    ~RenderView() override;

    /// Renders soon, once for all requests until then.
    void scheduleRender();
    /// Renders now, if the widget has its OpenGL context.
    void renderNow();

Q_SIGNALS:
    /// A picture is about to be made: what is due can be done now, once for all requests.
    void aboutToRender();
    /// A picture was made.
    void rendered();

protected:
    /// How long a scheduled render may wait for further changes; 0 by default.
    void setRenderDelay(std::chrono::milliseconds delay) { m_delay.setInterval(delay); }
    /// `renderer` is borrowed and must live as long as the view.
    void showRenderer(vtkRenderer* renderer);
    /// Device pixels, and device pixels per logical pixel.
    virtual void viewportChanged(int width, int height, double pixelRatio) = 0;
    /// Position in device pixels.
    [[nodiscard]] QPointF toDevice(const QPointF& position) const;

private:
    void updateViewport();
    void takeTurn();
    void joinQueue();
    void leaveQueue();

    QTimer m_delay; ///< until it joins the queue
    QTimer m_turn;  ///< runs for the first of the queue
};

} // namespace halftone::ui
