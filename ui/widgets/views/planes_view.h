// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/document/view_link.h"
#include "ui/session/session.h"
#include "ui/widgets/views/measuring.h"
#include "ui/widgets/views/probe.h"
#include "ui/widgets/views/slice_view.h"
#include "ui/widgets/views/space_view.h"
#include "ui/widgets/views/windowing.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <functional>
#include <optional>
#include <vector>

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
    void setInterpolation(bool linear)
    {
        change([linear](SliceRenderer& slice) {
            slice.setInterpolation(linear ? Interpolation::Linear : Interpolation::Nearest);
        });
    }
    void setAnnotationsVisible(bool visible)
    {
        change([visible](SliceRenderer& slice) { slice.setAnnotationsVisible(visible); });
    }
    /// Masks and labels at all.
    void setOverlaysVisible(bool visible)
    {
        m_overlaysVisible = visible;
        invalidate(false, true);
    }
    /// Moves by planes in the active view.
    void scroll(int planes) { scrollView(m_active, planes); }
    /// Moves the cursor by pixels of the active view's plane.
    void moveCursor(int columns, int rows);
    void zoom(double factor) { activeView().zoom(factor); }
    /// In the middle of every view, at its zoom.
    void centreOnCursor()
    {
        for (const image::Plane plane : image::kPlanes) {
            if (isShown(plane) && view(plane).slice().hasPlane()) {
                const auto [column, row] = view(plane).slice().plane().project(m_document.cursor());
                view(plane).centre({column, row});
            }
        }
    }
    /// Zoom and pan of one view are those of the others, in millimetres.
    void setLinked(bool linked)
    {
        m_linked = linked;
        if (linked) {
            linkViews(m_document, m_active);
        }
    }
    /// The active view alone, or all of the layout again; nothing where one plane is all of it.
    void toggleMaximised() { toggleMaximised(m_active); }
    [[nodiscard]] Measuring& measuring() { return m_measuring; }
    void resetViews()
    {
        for (const image::Plane plane : image::kPlanes) {
            m_document.setView(plane, {});
        }
        m_space->resetCamera();
    }
    [[nodiscard]] Windowing& windowing() { return m_windowing; }
    /// What probed() said last.
    [[nodiscard]] QString probeText() const { return m_probe.text(); }
    /// Draws everything that is due, now.
    void renderNow();
    /// The active view as it is now, with the words on it.
    [[nodiscard]] QImage picture()
    {
        if (m_document.layout() == Layout::SpaceAlone && !m_document.maximised()) {
            return m_space->snapshot();
        }
        activeView().renderNow();
        return activeView().grab().toImage().convertToFormat(QImage::Format_RGB32);
    }

    /// The plane that B is seen of: the one that is seen alone for now, or that of the slices.
    [[nodiscard]] image::Plane comparedPlane() const
    {
        return m_document.maximised().value_or(m_main);
    }
    /// Another view of that plane, which must live as long: the mouse does there what it does here,
    /// and what is set of all views is set of it.
    void mirror(SliceView& view);
    /// Gives a view of a plane the crosshair and the measurements that are seen here.
    void dress(SliceView& view, image::Plane plane);

Q_SIGNALS:
    void hintChanged(const QString& hint);
    /// Voxel under the mouse; empty when there is none.
    void probed(const QString& text);
    /// The menu of the active view.
    void menuRequested(const QPoint& globalPlace);

private:
    /// What of a view is no longer true.
    struct Due {
        bool plane = false;
        bool overlays = false;
    };

    void connectView(image::Plane plane);
    void listen(SliceView& view, const std::function<image::Plane()>& planeOf);
    [[nodiscard]] std::vector<SliceView*> everyView() const
    {
        std::vector<SliceView*> views(m_views.begin(), m_views.end());
        if (m_mirror != nullptr) {
            views.push_back(m_mirror);
        }
        return views;
    }
    void showDocument();
    void arrange();
    [[nodiscard]] bool isShown(image::Plane plane) const;
    void toggleMaximised(image::Plane plane)
    {
        if (m_document.maximised()) {
            m_document.setMaximised(std::nullopt);
        } else if (m_document.layout() != Layout::OnePlane) {
            m_document.setMaximised(plane);
        }
    }
    void followCursor();
    /// Of the visible slice, or of others, which are drawn together.
    void followMasks(bool visible);
    void showCrosshair(SliceView& view, const image::PlaneGrid& grid);
    void followView(image::Plane plane);
    void scrollView(image::Plane plane, int planes);
    /// `within`: only views whose plane goes through it.
    void invalidate(bool plane, bool overlays, const image::VoxelBox* within = nullptr);
    void followEdit(int /*layer*/, const image::VoxelBox& box)
    {
        invalidate(false, true, &box);
        showProbe();
    }
    void compose(image::Plane plane);
    void showWindow(LayerId layer);
    void showWindowText()
    {
        change([this](SliceRenderer& slice) { slice.setWords(m_windowing.text().toStdString()); });
    }
    /// What every view draws.
    void change(const std::function<void(SliceRenderer&)>& how)
    {
        for (SliceView* view : everyView()) {
            how(view->slice());
            view->scheduleRender();
        }
    }
    void showCaptions();
    void showProbe();

    Document& m_document;
    Session& m_session;
    std::array<SliceView*, image::kPlanes.size()> m_views{};
    std::array<Due, image::kPlanes.size()> m_due{};
    SpaceView* m_space;
    SliceView* m_mirror = nullptr;
    SliceView* m_probedView = nullptr; ///< that the mouse was in last
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
