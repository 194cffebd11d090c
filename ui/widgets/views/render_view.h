// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/views/offscreen_window.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <chrono>

class vtkRenderer;

namespace halftone::ui {

/// A widget that shows the picture of one VTK renderer. Scheduled renders of all views stand in one
/// queue, the oldest request first, and a turn of the event loop does one: many views make hardly a
/// longer gap than one.
class RenderView : public QWidget {
    Q_OBJECT

public:
    /// `samples`: of multisampling, for lines and discs; 0 or 1: none.
    explicit RenderView(int samples, QWidget* parent = nullptr);
    ~RenderView() override;

    /// Renders soon, once for all requests until then.
    void scheduleRender();
    /// Renders now, if the view is on a screen.
    void renderNow();
    /// What was rendered last, in device pixels; null before.
    [[nodiscard]] const QImage& picture() const { return m_picture; }

Q_SIGNALS:
    /// A picture is about to be made: what is due can be done now, once for all requests.
    void aboutToRender();
    /// A picture was made; it is painted with the widget's next paint event.
    void rendered();
    /// The last picture was handed on to the screen.
    void painted();

protected:
    bool event(QEvent* event) override;
    /// How long a scheduled render may wait for further changes; 0 by default.
    void setRenderDelay(std::chrono::milliseconds delay) { m_delay.setInterval(delay); }
    /// `renderer` is borrowed and must live as long as the view.
    void showRenderer(vtkRenderer* renderer);
    /// Device pixels, and device pixels per logical pixel.
    virtual void viewportChanged(int width, int height, double pixelRatio) = 0;
    /// Draws over a picture that was just made, which is not null; its device pixel ratio is that
    /// of the view.
    virtual void finishPicture(QImage& picture) { static_cast<void>(picture); }
    /// Position in device pixels.
    [[nodiscard]] QPointF toDevice(const QPointF& position) const;

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QSize deviceSize() const;
    void updateViewport();
    void joinQueue();
    void leaveQueue();

    OffscreenWindow m_window;
    QImage m_picture;
    double m_ratio = 0; ///< device pixels per logical pixel that the renderer knows
    QTimer m_delay;     ///< until it joins the queue
    QTimer m_turn;      ///< runs for the first of the queue, where another was before it
};

} // namespace halftone::ui
