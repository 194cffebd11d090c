// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/slice_renderer.h"
#include "ui/widgets/controls/bindings.h"
#include "ui/widgets/views/render_view.h"
#include "ui/widgets/views/tools.h"
#include "ui/widgets/views/view_chips.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

namespace halftone::ui {

/// One plane with what lies over it, and the mouse on it: the table of mouse bindings says which
/// tool a gesture gets, the rest is the tool's. Whoever owns the view gives its renderer a plane
/// and pictures and calls scheduleRender(); without a plane the mouse does nothing but activate.
class SliceView : public RenderView, private ToolView {
    Q_OBJECT

public:
    explicit SliceView(QWidget* parent = nullptr);
    ~SliceView() override;

    [[nodiscard]] SliceRenderer& slice() { return m_renderer; }
    /// Words in the upper corners: left, what is shown; right, what must be known about it
    /// (synthetic). In a narrow view they are cut.
    void setCaption(const QString& caption, const QString& notice);
    /// Whether what the caption says is still being computed: it is dimmed.
    void setPending(bool pending);
    /// Words below them, such as "axial 12 of 30"; none if empty.
    void setPlaneName(const QString& name);

    /// What the left button does.
    void setTool(ToolKind tool);
    [[nodiscard]] ToolKind tool() const noexcept { return m_tool; }
    /// The edges of what the brush would paint, drawn over the picture, which stays; none: no brush
    /// is there.
    void setBrushOutline(std::vector<EdgeRun> outline);
    [[nodiscard]] const std::vector<EdgeRun>& brushOutline() const noexcept
    {
        return m_brushOutline;
    }
    /// As a person's zoom about the middle of the view, and the whole plane.
    void zoom(double factor);
    void fit();
    /// As a person's pan that brings a point into the middle.
    void centre(const PlanePoint& point);

    /// The pixel under the mouse now, whole numbers; none outside of the plane or the view. To be
    /// asked again when the plane changed under a still mouse.
    [[nodiscard]] std::optional<PlanePoint> hover() const;
    /// The point under the mouse, between pixels, which may lie outside of the plane; none: the
    /// mouse is elsewhere.
    [[nodiscard]] std::optional<PlanePoint> mousePoint() const;
    /// What the mouse does, given the tool and the held modifiers.
    [[nodiscard]] QString hint(Qt::KeyboardModifiers modifiers) const;

Q_SIGNALS:
    /// The wheel asks for another slice, that many further.
    void scrolled(int slices);
    /// Window width and level to be changed, in fractions of the present width.
    void windowDragged(double width, double level);
    /// hover(), when the mouse comes, moves and leaves.
    void hovered(const std::optional<halftone::ui::PlanePoint>& pixel);
    /// A pixel of the plane, whole numbers.
    void picked(const halftone::ui::PlanePoint& pixel);
    /// The left button went down there, whatever tool it has; before anything else is said.
    void pressed(const halftone::ui::PlanePoint& point);
    void measured(halftone::ui::MeasurementKind kind, halftone::ui::Stroke stroke,
                  const halftone::ui::PlanePoint& point);
    /// Strokes of the brush; a point between pixels, which may lie outside of the plane.
    void brushed(halftone::ui::Stroke stroke, const halftone::ui::PlanePoint& point, bool erases);
    void brushResized(double notches);
    void toolChanged();
    void doubleClicked();
    /// The right button was clicked there, not dragged, or the key for menus pressed.
    void menuRequested(const QPoint& globalPlace);
    /// A person panned, zoomed or fitted.
    void cameraChanged();
    void hintChanged(const QString& hint);
    /// A button was pressed here: keys should act on this view.
    void activated();

protected:
    void viewportChanged(int width, int height, double pixelRatio) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// A gesture that goes on: its tool, and the button whose release ends it.
    struct Gesturing {
        const Tool* tool = nullptr;
        Qt::MouseButton button = Qt::NoButton;
        Drag drag;
    };

    SliceRenderer& renderer() override { return m_renderer; }
    void pick(const PlanePoint& point) override;
    void dragWindow(double width, double level) override;
    void measure(MeasurementKind kind, Stroke stroke, const PlanePoint& point) override;
    void brush(Stroke stroke, const PlanePoint& point, bool erases) override;
    void resizeBrush(double notches) override;
    void cameraMoved() override;

    [[nodiscard]] ScreenPoint screenPoint(const QPointF& position) const;
    /// The pixel that holds a point; none outside of the plane.
    [[nodiscard]] std::optional<PlanePoint> pixelAt(const PlanePoint& point) const;
    void updateCursor();
    /// Says the hint by the keys that are really down, whoever got their events.
    void refreshHint();

    SliceRenderer m_renderer;
    ViewChips m_chips;
    ToolKind m_tool = ToolKind::Crosshair;
    std::optional<Gesturing> m_gesture;
    std::optional<QPointF> m_mouse; ///< logical pixels, while over the view
    std::vector<EdgeRun> m_brushOutline;
    int m_wheelRest = 0; ///< eighths of a degree not yet turned into slices
};

} // namespace halftone::ui
