// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/render_view.h"

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkRenderWindowInteractor.h>
#include <vtkRenderer.h>

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <deque>

namespace halftone::ui {

namespace {

/// Drawing goes on in the same turn of the event loop until this is over.
constexpr std::chrono::milliseconds kTurn{12};

/// Views with a render to do, the oldest request first. Main thread only.
std::deque<RenderView*>& renderQueue()
{
    static std::deque<RenderView*> queue;
    return queue;
}

} // namespace

RenderView::RenderView(int samples, QWidget* parent) : QVTKOpenGLNativeWidget(parent)
{
    vtkNew<vtkGenericOpenGLRenderWindow> window;
    window->SetMultiSamples(samples);
    setRenderWindow(window.Get());
    // Renderers scale text and lines themselves; VTK must not do it a second time.
    setEnableHiDPI(false);
    window->GetInteractor()->SetInteractorStyle(nullptr);
    for (QTimer* timer : {&m_delay, &m_turn}) {
        timer->setSingleShot(true);
        timer->setInterval(0);
    }
    connect(&m_delay, &QTimer::timeout, this, &RenderView::joinQueue);
    connect(&m_turn, &QTimer::timeout, this, &RenderView::takeTurn);
    connect(this, &QOpenGLWidget::resized, this, &RenderView::updateViewport);
}

RenderView::~RenderView()
{
    leaveQueue();
}

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
    if (m_delay.interval() == 0) {
        joinQueue();
    } else if (!m_delay.isActive()) {
        m_delay.start();
    }
}

void RenderView::joinQueue()
{
    std::deque<RenderView*>& queue = renderQueue();
    if (std::find(queue.begin(), queue.end(), this) == queue.end()) {
        queue.push_back(this);
        queue.front()->m_turn.start();
    }
}

void RenderView::leaveQueue()
{
    m_delay.stop();
    m_turn.stop();
    std::deque<RenderView*>& queue = renderQueue();
    std::erase(queue, this);
    if (!queue.empty()) {
        queue.front()->m_turn.start();
    }
}

void RenderView::takeTurn()
{
    // Each turn ends with one composition of the whole window, which costs more than a small view:
    // several that are quick share one.
    QElapsedTimer clock;
    clock.start();
    renderNow();
    std::deque<RenderView*>& queue = renderQueue();
    while (!queue.empty() && std::chrono::nanoseconds(clock.nsecsElapsed()) < kTurn) {
        queue.front()->renderNow();
    }
}

void RenderView::renderNow()
{
    leaveQueue();
    if (isValid()) {
        Q_EMIT aboutToRender();
        renderWindow()->Render();
        Q_EMIT rendered();
    }
}

} // namespace halftone::ui
