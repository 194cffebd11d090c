// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/session/session.h"
#include "ui/widgets/views/measuring.h"
#include "ui/widgets/views/probe.h"
#include "ui/widgets/views/slice_view.h"
#include "ui/widgets/views/space_view.h"
#include "ui/widgets/views/windowing.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <optional>

class QGridLayout;

namespace halftone::ui {

/// The views of a document: the plane of the model's slices alone, or axial, sagittal and coronal
/// linked by one cursor. Draws what document and session hold and turns the mouse into changes of
/// the document.
class PlanesView : public QWidget {
    Q_OBJECT

public:
    PlanesView(Document& document, Session& session, QWidget* parent = nullptr);

    /// The view of the plane that the model's slices lie in.
    [[nodiscard]] SliceView& mainView() { return view(m_main); }
    [[nodiscard]] SliceView& view(image::Plane plane)
    {
        return *m_views[static_cast<std::size_t>(plane)];
    }
    [[nodiscard]] SpaceView& space() { return *m_space; }
    /// The view that keys act on: pressed last, or the main one.
    [[nodiscard]] SliceView& activeView() { return view(m_active); }
    [[nodiscard]] image::Plane activePlane() const noexcept { return m_active; }

    void setTool(ToolKind tool);
    void setInterpolation(bool linear);
    void setAnnotationsVisible(bool visible);
    /// Masks and labels at all.
    void setOverlaysVisible(bool visible);
    /// Moves by planes in the active view.
    void scroll(int planes) { scrollView(m_active, planes); }
    /// Moves the cursor by pixels of the active view's plane.
    void moveCursor(int columns, int rows);
    void zoom(double factor) { activeView().zoom(factor); }
    /// Zoom and pan of one view are those of the others, in millimetres.
    void setLinked(bool linked);
    /// The active view alone, or all of the layout again; nothing where one plane is all of it.
    void toggleMaximised() { toggleMaximised(m_active); }
    [[nodiscard]] Measuring& measuring() { return m_measuring; }
    void resetViews();
    [[nodiscard]] Windowing& windowing() { return m_windowing; }
    /// Draws everything that is due, now.
    void renderNow();
    /// The active view as it is now, with the words on it.
    [[nodiscard]] QImage picture();

Q_SIGNALS:
    void hintChanged(const QString& hint);
    /// Voxel under the mouse; empty when there is none.
    void probed(const QString& text);

private:
    /// What of a view is no longer true.
    struct Due {
        bool plane = false;
        bool overlays = false;
    };

    void connectView(image::Plane plane);
    void showDocument();
    void arrange();
    [[nodiscard]] bool isShown(image::Plane plane) const;
    void toggleMaximised(image::Plane plane);
    void followCursor();
    void showCrosshair(SliceView& view, const image::PlaneGrid& grid);
    void followView(image::Plane plane);
    void scrollView(image::Plane plane, int planes);
    void invalidate(bool plane, bool overlays);
    void compose(image::Plane plane);
    void showWindow(LayerId layer);
    void showWindowText();
    void showCaptions();
    void showProbe();

    Document& m_document;
    Session& m_session;
    std::array<SliceView*, image::kPlanes.size()> m_views{};
    std::array<Due, image::kPlanes.size()> m_due{};
    SpaceView* m_space;
    image::Plane m_main = image::Plane::Axial;
    image::Plane m_active = image::Plane::Axial;
    image::Plane m_probed = image::Plane::Axial;
    bool m_overlaysVisible = true;
    bool m_linked = false;
    bool m_crosshairAsked = false; ///< one plane alone shows it once it was set
    Windowing m_windowing;
    Measuring m_measuring;
    Probe m_probe;
    QGridLayout* m_grid;
    QTimer m_arrivals; ///< masks of other slices are drawn together
};

} // namespace halftone::ui
