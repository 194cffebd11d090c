// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/slice_view.h"

#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/hint_line.h"
#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/views/brush_outline.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kWheelNotch = 120; ///< eighths of a degree
constexpr int kMinWidth = 160;
constexpr int kMinHeight = 120;

std::optional<Gesture> gestureFor(Qt::MouseButton button)
{
    switch (button) {
    case Qt::LeftButton: return Gesture::Left;
    case Qt::RightButton: return Gesture::Right;
    case Qt::MiddleButton: return Gesture::Middle;
    default: return std::nullopt;
    }
}

} // namespace

SliceView::SliceView(QWidget* parent) : RenderView(0, parent), m_chips(this)
{
    setObjectName(QStringLiteral("sliceView"));
    setAccessibleRole(*this, QAccessible::Canvas);
    setAccessibleName(tr("Slice"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(kMinWidth, kMinHeight);
    showRenderer(m_renderer.renderer());
    updateCursor();
    // Modifiers change what the mouse does, wherever the focus is.
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, &SliceView::refreshHint);
}

SliceView::~SliceView() = default;

void SliceView::setCaption(const QString& caption, const QString& notice)
{
    m_chips.setCaption(caption, notice);
    setAccessibleDescription(notice.isEmpty() ? caption : caption + QStringLiteral(", ") + notice);
}

void SliceView::setPending(bool pending)
{
    m_chips.setPending(pending);
}

void SliceView::setPlaneName(const QString& name)
{
    m_chips.setPlaneName(name);
    setAccessibleValue(*this, name);
}

void SliceView::setTool(ToolKind tool)
{
    m_tool = tool;
    updateCursor();
    refreshHint();
    Q_EMIT toolChanged();
}

void SliceView::zoom(double factor)
{
    const ScreenPoint middle = screenPoint(QPointF(width(), height()) / 2);
    m_renderer.zoom(factor, middle.x, middle.y);
    cameraMoved();
}

void SliceView::fit()
{
    m_renderer.fit();
    cameraMoved();
}

void SliceView::centre(const PlanePoint& point)
{
    const ScreenPoint middle = screenPoint(QPointF(width(), height()) / 2);
    const ScreenPoint at = m_renderer.toScreen(point);
    m_renderer.pan(middle.x - at.x, middle.y - at.y);
    cameraMoved();
}

std::optional<PlanePoint> SliceView::mousePoint() const
{
    if (!m_mouse || !m_renderer.hasPlane() || !QRectF(rect()).contains(*m_mouse)) {
        return std::nullopt;
    }
    const ScreenPoint at = screenPoint(*m_mouse);
    return m_renderer.toPlane(at.x, at.y);
}

std::optional<PlanePoint> SliceView::hover() const
{
    const std::optional<PlanePoint> at = mousePoint();
    return at ? pixelAt(*at) : std::nullopt;
}

QString SliceView::hint(Qt::KeyboardModifiers modifiers) const
{
    QStringList plain;
    QStringList held; // what the modifiers make possible
    for (const MouseBinding& row : mouseBindings()) {
        const bool chosen = row.gesture == Gesture::Left && !row.tool;
        const QString text =
            tr("%1: %2").arg(gestureOf(row), chosen ? toolOf(m_tool).hint() : textOf(row));
        if (row.painting && !paints(m_tool)) {
            continue;
        }
        if (row.modifiers == Qt::NoModifier || row.painting) {
            plain.push_back(text);
        }
        if (row.modifiers != Qt::NoModifier && (row.modifiers & modifiers) == row.modifiers) {
            held.push_back(text);
        }
    }
    plain.push_back(tr("%1 / %2: one bit")
                        .arg(binding(Command::FewerWeightBits).keys.front().toString(),
                             binding(Command::MoreWeightBits).keys.front().toString()));
    return (held.isEmpty() ? plain : held).join(hintSeparator());
}

void SliceView::refreshHint()
{
    Q_EMIT hintChanged(hint(QGuiApplication::queryKeyboardModifiers()));
}

void SliceView::updateCursor()
{
    setCursor(m_gesture ? m_gesture->tool->cursor(true) : toolOf(m_tool).cursor(false));
}

void SliceView::viewportChanged(int width, int height, double pixelRatio)
{
    m_renderer.setViewport(width, height, pixelRatio);
    m_chips.fit();
}

ScreenPoint SliceView::screenPoint(const QPointF& position) const
{
    const QPointF device = toDevice(position);
    return {device.x(), device.y()};
}

std::optional<PlanePoint> SliceView::pixelAt(const PlanePoint& point) const
{
    const PlanePoint pixel{std::floor(point.column + 0.5), std::floor(point.row + 0.5)};
    const image::PlaneGrid& plane = m_renderer.plane();
    const bool inside = pixel.column >= 0 && pixel.column < plane.columns && pixel.row >= 0
                        && pixel.row < plane.rows;
    return inside ? std::optional(pixel) : std::nullopt;
}

void SliceView::pick(const PlanePoint& point)
{
    if (const std::optional<PlanePoint> pixel = pixelAt(point)) {
        Q_EMIT picked(*pixel);
    }
}

void SliceView::dragWindow(double width, double level)
{
    Q_EMIT windowDragged(width, level);
}

void SliceView::measure(MeasurementKind kind, Stroke stroke, const PlanePoint& point)
{
    Q_EMIT measured(kind, stroke, point);
}

void SliceView::brush(Stroke stroke, const PlanePoint& point, bool erases)
{
    Q_EMIT brushed(stroke, point, erases);
}

void SliceView::resizeBrush(double notches)
{
    Q_EMIT brushResized(notches);
}

void SliceView::setBrushOutline(std::vector<EdgeRun> outline)
{
    if (!outline.empty() || !m_brushOutline.empty()) {
        m_brushOutline = std::move(outline);
        update();
    }
}

void SliceView::paintEvent(QPaintEvent* event)
{
    RenderView::paintEvent(event);
    if (m_brushOutline.empty() || !m_renderer.hasPlane()) {
        return;
    }
    QPainter painter(this);
    paintBrushOutline(painter, m_brushOutline, m_renderer, devicePixelRatioF());
}

void SliceView::cameraMoved()
{
    scheduleRender();
    Q_EMIT cameraChanged();
}

void SliceView::mousePressEvent(QMouseEvent* event)
{
    const std::optional<Gesture> gesture = gestureFor(event->button());
    if (!gesture) {
        return;
    }
    Q_EMIT activated();
    if (m_gesture || !m_renderer.hasPlane()) {
        return;
    }
    const ScreenPoint at = screenPoint(event->position());
    if (*gesture == Gesture::Left) {
        Q_EMIT pressed(m_renderer.toPlane(at.x, at.y));
    }
    const MouseBinding& row = mouseBinding(*gesture, event->modifiers(), paints(m_tool));
    m_gesture = Gesturing{&toolOf(row.tool.value_or(m_tool)), event->button(),
                          Drag{at, at, at, devicePixelRatioF()}};
    updateCursor();
    m_gesture->tool->press(*this, m_gesture->drag);
}

void SliceView::mouseMoveEvent(QMouseEvent* event)
{
    m_mouse = event->position();
    if (m_gesture && m_renderer.hasPlane()) {
        Drag& drag = m_gesture->drag;
        drag.last = drag.now;
        drag.now = screenPoint(event->position());
        m_gesture->tool->move(*this, drag);
    } else if (m_renderer.hasPlane()) {
        const ScreenPoint at = screenPoint(event->position());
        if (event->modifiers() == mouseBinding(Gesture::Move, Qt::ShiftModifier).modifiers) {
            pick(m_renderer.toPlane(at.x, at.y));
        }
        toolOf(m_tool).hover(*this, at);
    }
    const std::optional<PlanePoint> point = hover();
    Q_EMIT hovered(point);
    // A key may have gone up where nobody told us, as in a system's file dialog.
    Q_EMIT hintChanged(hint(event->modifiers()));
}

void SliceView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_gesture && event->button() == m_gesture->button) {
        const Gesturing done = *std::exchange(m_gesture, std::nullopt);
        updateCursor();
        if (m_renderer.hasPlane()) {
            done.tool->release(*this, done.drag);
        }
        const QPointF moved(done.drag.now.x - done.drag.pressed.x,
                            done.drag.now.y - done.drag.pressed.y);
        if (event->button() == Qt::RightButton
            && moved.manhattanLength() < QApplication::startDragDistance() * devicePixelRatioF()) {
            Q_EMIT menuRequested(event->globalPosition().toPoint());
        }
    }
}

void SliceView::contextMenuEvent(QContextMenuEvent* event)
{
    // Of the mouse it comes before anybody knows whether the button drags.
    if (event->reason() == QContextMenuEvent::Keyboard) {
        Q_EMIT activated();
        Q_EMIT menuRequested(mapToGlobal(rect().center()));
    }
}

void SliceView::focusInEvent(QFocusEvent* event)
{
    RenderView::focusInEvent(event);
    if (hasKeyFocus(*this)) {
        Q_EMIT activated();
    }
}

void SliceView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (paints(m_tool)) {
        mousePressEvent(event); // two quick dabs
    } else if (event->button() == Qt::LeftButton) {
        Q_EMIT doubleClicked();
    }
}

void SliceView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    if (!m_renderer.hasPlane()) {
        return;
    }
    const int turned = event->angleDelta().y();
    const MouseBinding& row = mouseBinding(Gesture::Wheel, event->modifiers(), paints(m_tool));
    if (row.tool) {
        toolOf(*row.tool).wheel(*this, screenPoint(event->position()),
                                static_cast<double>(turned) / kWheelNotch);
        return;
    }
    m_wheelRest += turned;
    const int steps = m_wheelRest / kWheelNotch;
    m_wheelRest -= steps * kWheelNotch;
    if (steps != 0) {
        Q_EMIT scrolled(-steps);
    }
}

void SliceView::enterEvent(QEnterEvent* event)
{
    RenderView::enterEvent(event);
    m_mouse = event->position();
    Q_EMIT hovered(hover());
    refreshHint();
}

void SliceView::leaveEvent(QEvent* event)
{
    RenderView::leaveEvent(event);
    m_mouse.reset();
    Q_EMIT hovered(std::nullopt);
}

void SliceView::changeEvent(QEvent* event)
{
    RenderView::changeEvent(event);
    if (event->type() == QEvent::ActivationChange) {
        refreshHint();
    }
}

bool SliceView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        // The mouse goes through the words; what of them is cut is still told.
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const QString words = m_chips.cutWordsAt(help->pos()); !words.isEmpty()) {
            QToolTip::showText(help->globalPos(), words, this);
            return true;
        }
    }
    return RenderView::event(event);
}

bool SliceView::eventFilter(QObject* watched, QEvent* event)
{
    if (!watched->isWidgetType()
        && (event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease)) {
        // The window (not a widget) gets each key first; its modifiers lag by the key itself.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Shift || key->key() == Qt::Key_Control
            || key->key() == Qt::Key_Alt) {
            refreshHint();
        }
    }
    return RenderView::eventFilter(watched, event);
}

} // namespace halftone::ui
