// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/session/session.h"
#include "ui/widgets/views/slice_view.h"

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
    /// The view that keys act on: pressed last, or the main one.
    [[nodiscard]] SliceView& activeView() { return view(m_active); }

    void setTool(ToolKind tool);
    void setInterpolation(bool linear);
    void setAnnotationsVisible(bool visible);
    /// Masks and labels at all.
    void setOverlaysVisible(bool visible);
    /// Moves by planes in the active view.
    void scroll(int planes) { scrollView(m_active, planes); }
    void zoom(double factor) { activeView().zoom(factor); }
    void resetViews();
    /// The image whose window a drag changes.
    void setWindowTarget(LayerId image) { m_windowTarget = image; }
    /// Draws everything that is due, now.
    void renderNow();

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
    void followCursor();
    void followView(image::Plane plane);
    void scrollView(image::Plane plane, int planes);
    void invalidate(bool plane, bool overlays);
    void compose(image::Plane plane);
    void showWindow(LayerId layer);
    void showCaptions();
    void showProbe(image::Plane plane);
    [[nodiscard]] QString planeName(image::Plane plane) const;

    Document& m_document;
    Session& m_session;
    std::array<SliceView*, image::kPlanes.size()> m_views{};
    std::array<Due, image::kPlanes.size()> m_due{};
    image::Plane m_main = image::Plane::Axial;
    image::Plane m_active = image::Plane::Axial;
    image::Plane m_probed = image::Plane::Axial;
    LayerId m_windowTarget = 0;
    bool m_overlaysVisible = true;
    bool m_crosshairAsked = false; ///< one plane alone shows it once it was set
    QGridLayout* m_grid;
    QTimer m_arrivals; ///< masks of other slices are drawn together
};

} // namespace halftone::ui
