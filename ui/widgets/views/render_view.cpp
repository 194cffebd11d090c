// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/render_view.h"

#include "ui/widgets/controls/key_focus.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <deque>

namespace halftone::ui {

namespace {

/// Of a view without a picture; what the renderers have behind theirs.
constexpr QColor kGround(0x10, 0x12, 0x15);
constexpr QColor kWords(0xc8, 0xcc, 0xd2);

/// Views with a render to do, the oldest request first. Main thread only.
std::deque<RenderView*>& renderQueue()
{
    static std::deque<RenderView*> queue;
    return queue;
}

/// A view's turn of the queue.
QEvent::Type turnEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

RenderView::RenderView(int samples, QWidget* parent) : QWidget(parent), m_window(samples)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    for (QTimer* timer : {&m_delay, &m_turn}) {
        timer->setSingleShot(true);
        timer->setInterval(0);
    }
    connect(&m_delay, &QTimer::timeout, this, &RenderView::joinQueue);
    connect(&m_turn, &QTimer::timeout, this, &RenderView::renderNow);
}

RenderView::~RenderView()
{
    leaveQueue();
}

void RenderView::showRenderer(vtkRenderer* renderer)
{
    m_window.add(renderer);
}

QPointF RenderView::toDevice(const QPointF& position) const
{
    return position * devicePixelRatioF();
}

QSize RenderView::deviceSize() const
{
    const double ratio = devicePixelRatioF();
    return {static_cast<int>(std::lround(width() * ratio)),
            static_cast<int>(std::lround(height() * ratio))};
}

void RenderView::updateViewport()
{
    const QSize size = deviceSize();
    m_ratio = devicePixelRatioF();
    viewportChanged(size.width(), size.height(), m_ratio);
}

void RenderView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateViewport();
    scheduleRender();
}

void RenderView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    scheduleRender(); // what was asked for while it was hidden was not done
}

void RenderView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_picture.size() != deviceSize()) {
        // Resized: the picture for it comes in a moment, in a turn of its own. Until then the last
        // one keeps its middle and its proportions.
        painter.fillRect(rect(), kGround);
        painter.setPen(kWords);
        painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                         m_window.problem());
    }
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    painter.drawImage(QRectF(rect()).center()
                          - QRectF(QPointF(), m_picture.deviceIndependentSize()).center(),
                      m_picture);
    paintFocusRing(painter, *this, rect());
    // Reported once it was flushed, which follows the painting.
    QMetaObject::invokeMethod(this, &RenderView::painted, Qt::QueuedConnection);
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
        if (queue.front() == this) {
            // With the priority of the painting that Qt posts: behind the layout of this moment,
            // and before the widgets are painted whose texts change after this, so that a picture
            // and its numbers are seen to change at once.
            QCoreApplication::postEvent(this, new QEvent(turnEvent()), Qt::LowEventPriority);
        }
    }
}

bool RenderView::event(QEvent* event)
{
    if (event->type() != turnEvent()) {
        return QWidget::event(event);
    }
    if (!renderQueue().empty() && renderQueue().front() == this) {
        renderNow();
    }
    return true;
}

void RenderView::leaveQueue()
{
    m_delay.stop();
    m_turn.stop();
    std::deque<RenderView*>& queue = renderQueue();
    std::erase(queue, this);
    if (!queue.empty()) {
        queue.front()->m_turn.start(); // behind whatever came meanwhile: a mouse, a key
    }
}

void RenderView::renderNow()
{
    leaveQueue();
    if (!isVisible()) {
        return;
    }
    // The screen may have changed without a resize.
    if (m_ratio != devicePixelRatioF()) {
        updateViewport();
    }
    Q_EMIT aboutToRender();
    m_picture = m_window.draw(deviceSize());
    if (!m_picture.isNull()) {
        m_picture.setDevicePixelRatio(m_ratio);
        finishPicture(m_picture);
    }
    update();
    Q_EMIT rendered();
}

} // namespace halftone::ui
