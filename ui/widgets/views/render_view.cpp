// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/render_view.h"

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkRenderWindowInteractor.h>
#include <vtkRenderer.h>

#include <cmath>

namespace halftone::ui {

RenderView::RenderView(int samples, QWidget* parent) : QVTKOpenGLNativeWidget(parent)
{
    vtkNew<vtkGenericOpenGLRenderWindow> window;
    window->SetMultiSamples(samples);
    setRenderWindow(window.Get());
    // Renderers scale text and lines themselves; VTK must not do it a second time.
    setEnableHiDPI(false);
    window->GetInteractor()->SetInteractorStyle(nullptr);
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &RenderView::renderNow);
    connect(this, &QOpenGLWidget::resized, this, &RenderView::updateViewport);
}

RenderView::~RenderView() = default;

void RenderView::showRenderer(vtkRenderer* renderer)
{
    renderWindow()->AddRenderer(renderer);
}

QPointF RenderView::toDevice(const QPointF& position) const
{
    return position * devicePixelRatioF();
}

void RenderView::updateViewport()
{
    const double ratio = devicePixelRatioF();
    viewportChanged(static_cast<int>(std::lround(width() * ratio)),
                    static_cast<int>(std::lround(height() * ratio)), ratio);
    scheduleRender();
}

void RenderView::scheduleRender()
{
    if (!m_timer.isActive()) {
        m_timer.start();
    }
}

void RenderView::renderNow()
{
    m_timer.stop();
    if (isValid()) {
        renderWindow()->Render();
        Q_EMIT rendered();
    }
}

} // namespace halftone::ui
