// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/slice_view.h"

#include "ui/widgets/controls/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <cmath>

namespace halftone::ui {

namespace {

/// A drag of this many pixels doubles the magnification.
constexpr double kPixelsPerDoubling = 150;
/// A drag of this many pixels changes window or level by one present width.
constexpr double kPixelsPerWindow = 400;
constexpr int kWheelStep = 120;
constexpr double kWheelZoom = 1.2;

} // namespace

SliceView::SliceView(QWidget* parent)
    : RenderView(0, parent), m_caption(theme::label({}, "chip", this)),
      m_notice(theme::label({}, "synthetic", this))
{
    setObjectName(QStringLiteral("sliceView"));
    setAccessibleName(tr("Slice"));
    setMouseTracking(true);
    setFocusPolicy(Qt::ClickFocus);
    setMinimumSize(320, 240);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_caption);
    row->addWidget(m_notice);
    row->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    column->addLayout(row);
    column->addStretch();
    for (QLabel* chip : {m_caption, m_notice}) {
        chip->setAttribute(Qt::WA_TransparentForMouseEvents);
        chip->hide();
    }
    showRenderer(m_renderer.renderer());
    // Modifiers change what the mouse does, wherever the focus is.
    qApp->installEventFilter(this);
}

SliceView::~SliceView() = default;

void SliceView::setCaption(const QString& caption, const QString& notice)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
    m_notice->setText(notice);
    m_notice->setVisible(!notice.isEmpty());
}

void SliceView::setTool(MouseTool tool)
{
    m_tool = tool;
    Q_EMIT hintChanged(hint(QGuiApplication::queryKeyboardModifiers()));
}

QString SliceView::hint(Qt::KeyboardModifiers modifiers) const
{
    if (modifiers.testFlag(Qt::AltModifier)) {
        return tr("Alt: left-drag pans");
    }
    if (modifiers.testFlag(Qt::ControlModifier)) {
        return tr("Ctrl: wheel zooms");
    }
    if (modifiers.testFlag(Qt::ShiftModifier)) {
        return tr("Shift: right-drag changes window (across) and level (up and down)");
    }
    const QString left = m_tool == MouseTool::Window
                             ? tr("left-drag: window and level (L to leave)")
                             : tr("left: crosshair");
    const QString dot = QStringLiteral("  ") + QChar(0x00B7) + QStringLiteral("  ");
    return left + dot + tr("right-drag: zoom") + dot + tr("middle: pan") + dot + tr("wheel: slice")
           + dot + QChar(0x2212) + tr(" / +: one bit");
}

void SliceView::viewportChanged(int width, int height, double pixelRatio)
{
    m_renderer.setViewport(width, height, pixelRatio);
}

void SliceView::pick(const QPointF& position)
{
    const QPointF device = toDevice(position);
    const SlicePoint point = m_renderer.toSlice(device.x(), device.y());
    Q_EMIT picked(static_cast<int>(std::lround(point.x)), static_cast<int>(std::lround(point.y)));
}

void SliceView::mousePressEvent(QMouseEvent* event)
{
    m_last = m_pressed = event->position();
    const Qt::KeyboardModifiers modifiers = event->modifiers();
    if (event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && modifiers.testFlag(Qt::AltModifier))) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::RightButton) {
        m_drag = modifiers.testFlag(Qt::ShiftModifier) ? Drag::Window : Drag::Zoom;
    } else if (event->button() == Qt::LeftButton) {
        m_drag = m_tool == MouseTool::Window ? Drag::Window : Drag::Crosshair;
        if (m_drag == Drag::Crosshair) {
            pick(event->position());
        }
    }
}

void SliceView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF moved = toDevice(event->position() - m_last);
    const double ratio = devicePixelRatioF();
    m_last = event->position();
    switch (m_drag) {
    case Drag::Crosshair: pick(event->position()); break;
    case Drag::Pan:
        m_renderer.pan(moved.x(), moved.y());
        scheduleRender();
        break;
    case Drag::Zoom: {
        const QPointF anchor = toDevice(m_pressed);
        m_renderer.zoom(std::exp2(-moved.y() / ratio / kPixelsPerDoubling), anchor.x(), anchor.y());
        scheduleRender();
        break;
    }
    case Drag::Window:
        Q_EMIT windowDragged(moved.x() / ratio / kPixelsPerWindow,
                             moved.y() / ratio / kPixelsPerWindow);
        break;
    case Drag::None: break;
    }
    const QPointF device = toDevice(event->position());
    const SlicePoint point = m_renderer.toSlice(device.x(), device.y());
    Q_EMIT hovered(static_cast<int>(std::lround(point.x)), static_cast<int>(std::lround(point.y)));
}

void SliceView::mouseReleaseEvent(QMouseEvent*)
{
    m_drag = Drag::None;
    unsetCursor();
}

void SliceView::wheelEvent(QWheelEvent* event)
{
    const int turned = event->angleDelta().y();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const QPointF device = toDevice(event->position());
        m_renderer.zoom(std::pow(kWheelZoom, static_cast<double>(turned) / kWheelStep), device.x(),
                        device.y());
        scheduleRender();
    } else {
        m_wheelRest += turned;
        const int steps = m_wheelRest / kWheelStep;
        m_wheelRest -= steps * kWheelStep;
        if (steps != 0) {
            Q_EMIT scrolled(-steps);
        }
    }
    event->accept();
}

void SliceView::enterEvent(QEnterEvent* event)
{
    RenderView::enterEvent(event);
    Q_EMIT hintChanged(hint(QGuiApplication::keyboardModifiers()));
}

void SliceView::leaveEvent(QEvent* event)
{
    RenderView::leaveEvent(event);
    Q_EMIT hovered(-1, -1);
}

bool SliceView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched->isWidgetType() == false
        && (event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease)) {
        // The window (not a widget) gets each key first; its modifiers lag by the key itself.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Shift || key->key() == Qt::Key_Control
            || key->key() == Qt::Key_Alt) {
            Q_EMIT hintChanged(hint(QGuiApplication::queryKeyboardModifiers()));
        }
    }
    return RenderView::eventFilter(watched, event);
}

} // namespace halftone::ui
