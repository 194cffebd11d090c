// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/jobs/job_runner.h"
#include "ui/render/space_renderer.h"
#include "ui/render/surface.h"
#include "ui/session/session.h"
#include "ui/widgets/views/render_view.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <vector>

class QLabel;

namespace halftone::ui {

class SpaceButtons;

/// The planes of a document in space, and the surfaces of the labels that are shown: of masks, of
/// references and of other labels. Each surface is built alone, in a lane of the view, and seen
/// when it is there: while the view is seen, once all masks are there and nothing is timed. Until
/// then those of before stay, and the view says that others are coming. Colours, opacity and
/// visibility follow the layers and build nothing. Left turns it, right and wheel zoom, middle
/// moves; its buttons look from the sides of the patient. A surface of a large box is coarse at
/// first, and stays so where pictures of all its voxels would take too long to turn; that is said.
class SpaceView : public RenderView {
    Q_OBJECT

public:
    SpaceView(Document& document, Session& session, QWidget* parent = nullptr);

    [[nodiscard]] SpaceRenderer& space() { return m_renderer; }
    /// Surfaces are those of the labels that are shown now.
    [[nodiscard]] bool isComplete() const
    {
        return !m_surfacesDue && !m_due.isActive() && !m_builder.isBusy();
    }
    /// How many surfaces were built since the view was made.
    [[nodiscard]] int built() const noexcept { return m_built; }
    /// All of the base image, as at first, or from a side of the patient.
    void resetCamera(const std::optional<SpaceSide>& side = std::nullopt);
    /// The view as it is now, with the words on it, without its buttons.
    [[nodiscard]] QImage snapshot();
    /// What it shows is no longer true: planes now, surfaces too where `surfaces`.
    void invalidate(bool surfaces);

Q_SIGNALS:
    void doubleClicked();
    /// The picture is to be kept in a file.
    void snapshotRequested();

protected:
    void viewportChanged(int width, int height, double pixelRatio) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Built {
        /// What it was built of (LabelSlices::owners): the same is not built again.
        std::vector<std::shared_ptr<const void>> voxels;
        int step = 1;         ///< as Surface has it
        double most = 0;      ///< voxels that it was allowed
        double triangles = 0; ///< 0: the label does not occur
    };
    /// A surface to be built.
    struct Task {
        SpacePart part;
        std::shared_ptr<const LabelSlices> labels;
    };

    void compose();
    void showLooks();
    void forget(LayerId layer);
    void awaitSurfaces();
    void build();
    void start(std::vector<Task> tasks);
    void receive(const Task& task, const Surface& surface, double most);
    [[nodiscard]] double mostVoxels() const noexcept
    {
        return m_allVoxels ? kMostSurfaceVoxels : kMostCoarseVoxels;
    }
    void considerAllVoxels();
    void stopBuilding();
    void showState();

    Document& m_document;
    Session& m_session;
    SpaceRenderer m_renderer;
    QLabel* m_state;
    SpaceButtons* m_buttons;
    QTimer m_due; ///< until surfaces are built anew
    bool m_planesDue = true;
    bool m_surfacesDue = true;
    std::map<SpacePart, Built> m_parts;
    std::vector<Task> m_tasks; ///< what is left to build, the next first
    int m_built = 0;
    bool m_allVoxels = false;     ///< pictures are drawn so fast that large surfaces are not coarse
    QElapsedTimer m_sincePicture; ///< since the last began to be drawn
    std::optional<QPointF> m_last; ///< of a drag
    JobRunner m_builder;
};

} // namespace halftone::ui
