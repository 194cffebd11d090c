// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/measurement.h"
#include "ui/render/slice_renderer.h"
#include "ui/widgets/controls/bindings.h"

#include <QString>

namespace halftone::ui {

/// Where a stroke of the mouse is.
enum class Stroke {
    Begin, ///< the button went down
    Move,
    End,   ///< the button went up
    Hover, ///< the mouse moves without a button
};

/// What a tool may do to the view that it works on.
class ToolView {
public:
    virtual ~ToolView() = default;

    [[nodiscard]] virtual SliceRenderer& renderer() = 0;
    /// A point of the plane was chosen. May lie outside of it: the view decides.
    virtual void pick(const PlanePoint& point) = 0;
    /// Window width and level are to change, in fractions of the present width.
    virtual void dragWindow(double width, double level) = 0;
    /// A point of the plane, within its outermost pixels, of a measurement.
    virtual void measure(MeasurementKind kind, Stroke stroke, const PlanePoint& point) = 0;
    /// The brush goes there, which may be outside of the plane; `erases`: it takes labels away.
    virtual void brush(Stroke stroke, const PlanePoint& point, bool erases) = 0;
    /// The brush is to be larger, or smaller, by so many notches of the wheel.
    virtual void resizeBrush(double notches) = 0;
    /// The tool moved the renderer's camera.
    virtual void cameraMoved() = 0;
};

/// A button held down on a view. Positions are device pixels.
struct Drag {
    ScreenPoint pressed; ///< where it began
    ScreenPoint last;    ///< at the event before
    ScreenPoint now;
    double pixelRatio = 1; ///< device pixels per logical pixel
};

/// What a gesture of the mouse does. Keeps nothing between events: one object serves all views.
/// The view has a plane whenever a tool is called.
class Tool {
public:
    virtual ~Tool() = default;

    virtual void press(ToolView& view, const Drag& drag) const;
    virtual void move(ToolView& view, const Drag& drag) const = 0;
    virtual void release(ToolView& view, const Drag& drag) const;
    /// The mouse moves without a button, while this is the chosen tool.
    virtual void hover(ToolView& view, const ScreenPoint& at) const;
    /// The wheel over `at`, in its notches, positive away from the hand.
    virtual void wheel(ToolView& view, const ScreenPoint& at, double notches) const;
    [[nodiscard]] virtual Qt::CursorShape cursor(bool dragging) const = 0;
    /// What dragging does, to follow "Left-drag: ".
    [[nodiscard]] virtual QString hint() const = 0;
};

/// Picks the point under the mouse.
class CrosshairTool : public Tool {
public:
    void press(ToolView& view, const Drag& drag) const override;
    void move(ToolView& view, const Drag& drag) const override;
    [[nodiscard]] Qt::CursorShape cursor(bool dragging) const override;
    [[nodiscard]] QString hint() const override;
};

/// Across: window width. Down: level.
class WindowLevelTool : public Tool {
public:
    void move(ToolView& view, const Drag& drag) const override;
    [[nodiscard]] Qt::CursorShape cursor(bool dragging) const override;
    [[nodiscard]] QString hint() const override;
};

/// The plane follows the mouse.
class PanTool : public Tool {
public:
    void move(ToolView& view, const Drag& drag) const override;
    [[nodiscard]] Qt::CursorShape cursor(bool dragging) const override;
    [[nodiscard]] QString hint() const override;
};

/// Up and away from the hand: closer. What was under the press, or is under the wheel, stays.
class ZoomTool : public Tool {
public:
    void move(ToolView& view, const Drag& drag) const override;
    void wheel(ToolView& view, const ScreenPoint& at, double notches) const override;
    [[nodiscard]] Qt::CursorShape cursor(bool dragging) const override;
    [[nodiscard]] QString hint() const override;
};

/// Drags from one point to another; a third point, where one is needed, follows the mouse until the
/// next click.
class MeasureTool : public Tool {
public:
    explicit MeasureTool(MeasurementKind kind) : m_kind(kind) {}
    void press(ToolView& view, const Drag& drag) const override;
    void move(ToolView& view, const Drag& drag) const override;
    void release(ToolView& view, const Drag& drag) const override;
    void hover(ToolView& view, const ScreenPoint& at) const override;
    [[nodiscard]] Qt::CursorShape cursor(bool dragging) const override;
    [[nodiscard]] QString hint() const override;

private:
    void stroke(ToolView& view, Stroke stroke, const ScreenPoint& at) const;

    MeasurementKind m_kind;
};

/// Paints labels, or takes them away; the wheel changes the size of the brush.
class BrushTool : public Tool {
public:
    explicit BrushTool(bool erases) : m_erases(erases) {}
    void press(ToolView& view, const Drag& drag) const override;
    void move(ToolView& view, const Drag& drag) const override;
    void release(ToolView& view, const Drag& drag) const override;
    void wheel(ToolView& view, const ScreenPoint& at, double notches) const override;
    [[nodiscard]] Qt::CursorShape cursor(bool dragging) const override;
    [[nodiscard]] QString hint() const override;

private:
    bool m_erases;
};

[[nodiscard]] const Tool& toolOf(ToolKind kind);

} // namespace halftone::ui
