// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/tools.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

/// A drag of this many logical pixels doubles the magnification.
constexpr double kPixelsPerDoubling = 150;
/// A drag of this many logical pixels changes window or level by one present width.
constexpr double kPixelsPerWindow = 400;
constexpr double kZoomPerNotch = 1.2;

QString hintText(const char* text)
{
    return QCoreApplication::translate("Tools", text);
}

PlanePoint pointUnder(ToolView& view, const ScreenPoint& at)
{
    return view.renderer().toPlane(at.x, at.y);
}

} // namespace

void Tool::press(ToolView& /*view*/, const Drag& /*drag*/) const {}

void Tool::wheel(ToolView& /*view*/, const ScreenPoint& /*at*/, double /*notches*/) const {}

void Tool::release(ToolView& /*view*/, const Drag& /*drag*/) const {}

void Tool::hover(ToolView& /*view*/, const ScreenPoint& /*at*/) const {}

void CrosshairTool::press(ToolView& view, const Drag& drag) const
{
    view.pick(pointUnder(view, drag.now));
}

void CrosshairTool::move(ToolView& view, const Drag& drag) const
{
    view.pick(pointUnder(view, drag.now));
}

Qt::CursorShape CrosshairTool::cursor(bool /*dragging*/) const
{
    return Qt::CrossCursor;
}

QString CrosshairTool::hint() const
{
    return hintText(QT_TRANSLATE_NOOP("Tools", "crosshair"));
}

void WindowLevelTool::move(ToolView& view, const Drag& drag) const
{
    const double perPixel = 1 / (drag.pixelRatio * kPixelsPerWindow);
    view.dragWindow((drag.now.x - drag.last.x) * perPixel, (drag.now.y - drag.last.y) * perPixel);
}

Qt::CursorShape WindowLevelTool::cursor(bool /*dragging*/) const
{
    return Qt::SizeAllCursor;
}

QString WindowLevelTool::hint() const
{
    return hintText(QT_TRANSLATE_NOOP("Tools", "window (across) and level (up and down)"));
}

void PanTool::move(ToolView& view, const Drag& drag) const
{
    view.renderer().pan(drag.now.x - drag.last.x, drag.now.y - drag.last.y);
    view.cameraMoved();
}

Qt::CursorShape PanTool::cursor(bool dragging) const
{
    return dragging ? Qt::ClosedHandCursor : Qt::OpenHandCursor;
}

QString PanTool::hint() const
{
    return hintText(QT_TRANSLATE_NOOP("Tools", "pan"));
}

void ZoomTool::move(ToolView& view, const Drag& drag) const
{
    const double up = (drag.last.y - drag.now.y) / drag.pixelRatio;
    view.renderer().zoom(std::exp2(up / kPixelsPerDoubling), drag.pressed.x, drag.pressed.y);
    view.cameraMoved();
}

void ZoomTool::wheel(ToolView& view, const ScreenPoint& at, double notches) const
{
    view.renderer().zoom(std::pow(kZoomPerNotch, notches), at.x, at.y);
    view.cameraMoved();
}

Qt::CursorShape ZoomTool::cursor(bool /*dragging*/) const
{
    return Qt::SizeVerCursor;
}

QString ZoomTool::hint() const
{
    return hintText(QT_TRANSLATE_NOOP("Tools", "zoom"));
}

void MeasureTool::stroke(ToolView& view, Stroke stroke, const ScreenPoint& at) const
{
    const image::PlaneGrid& plane = view.renderer().plane();
    const PlanePoint point = pointUnder(view, at);
    view.measure(m_kind, stroke,
                 {std::clamp(point.column, -0.5, plane.columns - 0.5),
                  std::clamp(point.row, -0.5, plane.rows - 0.5)});
}

void MeasureTool::press(ToolView& view, const Drag& drag) const
{
    stroke(view, Stroke::Begin, drag.now);
}

void MeasureTool::move(ToolView& view, const Drag& drag) const
{
    stroke(view, Stroke::Move, drag.now);
}

void MeasureTool::release(ToolView& view, const Drag& drag) const
{
    stroke(view, Stroke::End, drag.now);
}

void MeasureTool::hover(ToolView& view, const ScreenPoint& at) const
{
    stroke(view, Stroke::Hover, at);
}

Qt::CursorShape MeasureTool::cursor(bool /*dragging*/) const
{
    return Qt::CrossCursor;
}

QString MeasureTool::hint() const
{
    switch (m_kind) {
    case MeasurementKind::Ruler: return hintText(QT_TRANSLATE_NOOP("Tools", "length"));
    case MeasurementKind::Angle:
        return hintText(
            QT_TRANSLATE_NOOP("Tools", "first arm to its vertex, then click the other"));
    case MeasurementKind::Region:
        return hintText(QT_TRANSLATE_NOOP("Tools", "mean, sd and area of an ellipse"));
    }
    return {};
}

void BrushTool::press(ToolView& view, const Drag& drag) const
{
    view.brush(Stroke::Begin, pointUnder(view, drag.now), m_erases);
}

void BrushTool::move(ToolView& view, const Drag& drag) const
{
    view.brush(Stroke::Move, pointUnder(view, drag.now), m_erases);
}

void BrushTool::release(ToolView& view, const Drag& drag) const
{
    view.brush(Stroke::End, pointUnder(view, drag.now), m_erases);
}

void BrushTool::wheel(ToolView& view, const ScreenPoint& /*at*/, double notches) const
{
    view.resizeBrush(notches);
}

Qt::CursorShape BrushTool::cursor(bool /*dragging*/) const
{
    return Qt::CrossCursor;
}

QString BrushTool::hint() const
{
    return m_erases ? hintText(QT_TRANSLATE_NOOP("Tools", "erase"))
                    : hintText(QT_TRANSLATE_NOOP("Tools", "paint"));
}

const Tool& toolOf(ToolKind kind)
{
    static const CrosshairTool crosshair;
    static const WindowLevelTool windowLevel;
    static const PanTool pan;
    static const ZoomTool zoom;
    static const MeasureTool ruler(MeasurementKind::Ruler);
    static const MeasureTool angle(MeasurementKind::Angle);
    static const MeasureTool region(MeasurementKind::Region);
    static const BrushTool brush(false);
    static const BrushTool eraser(true);
    switch (kind) {
    case ToolKind::Crosshair: return crosshair;
    case ToolKind::WindowLevel: return windowLevel;
    case ToolKind::Pan: return pan;
    case ToolKind::Zoom: return zoom;
    case ToolKind::Ruler: return ruler;
    case ToolKind::Angle: return angle;
    case ToolKind::Region: return region;
    case ToolKind::Brush: return brush;
    case ToolKind::Eraser: return eraser;
    }
    return crosshair;
}

} // namespace halftone::ui
