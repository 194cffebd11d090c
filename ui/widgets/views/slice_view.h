// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/slice_renderer.h"
#include "ui/widgets/views/render_view.h"

#include <QString>

class QLabel;

namespace halftone::ui {

/// What the left button does.
enum class MouseTool { Crosshair, Window };

/// The slice with what lies over it, and the mouse on it: wheel scrolls, Ctrl+wheel and right-drag
/// zoom, middle-drag and Alt+left-drag pan, left sets the crosshair, or changes window and level
/// with the tool or with Shift+right-drag.
class SliceView : public RenderView {
    Q_OBJECT

public:
    explicit SliceView(QWidget* parent = nullptr);
    ~SliceView() override;

    [[nodiscard]] SliceRenderer& slice() { return m_renderer; }
    /// Words in the upper left corner: what is shown; and what must be known about it (synthetic).
    void setCaption(const QString& caption, const QString& notice);
    void setTool(MouseTool tool);
    [[nodiscard]] MouseTool tool() const noexcept { return m_tool; }
    /// What the mouse does now, given the tool and the held modifiers.
    [[nodiscard]] QString hint(Qt::KeyboardModifiers modifiers) const;

Q_SIGNALS:
    void scrolled(int slices);
    /// Window width and level to be changed, in fractions of the present width.
    void windowDragged(double width, double level);
    /// A voxel under the mouse, or x = -1 outside of the slice.
    void hovered(int x, int y);
    void picked(int x, int y);
    void hintChanged(const QString& hint);

protected:
    void viewportChanged(int width, int height, double pixelRatio) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Drag { None, Crosshair, Zoom, Pan, Window };

    void pick(const QPointF& position);

    SliceRenderer m_renderer;
    QLabel* m_caption;
    QLabel* m_notice;
    MouseTool m_tool = MouseTool::Crosshair;
    Drag m_drag = Drag::None;
    QPointF m_last;
    QPointF m_pressed;
    int m_wheelRest = 0; ///< eighths of a degree not yet turned into slices
};

} // namespace halftone::ui
