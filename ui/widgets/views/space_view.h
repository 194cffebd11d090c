// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/jobs/job_runner.h"
#include "ui/render/space_renderer.h"
#include "ui/session/session.h"
#include "ui/widgets/views/render_view.h"

#include <QTimer>

#include <optional>

class QLabel;

namespace halftone::ui {

/// The planes of a document in space, and the surfaces of the labels that are shown. Surfaces are
/// built in a lane of their own while the view is seen, once all masks are there; until then those
/// of before stay, and the view says that others are coming. Left turns it, right and wheel zoom,
/// middle moves.
class SpaceView : public RenderView {
    Q_OBJECT

public:
    SpaceView(Document& document, Session& session, QWidget* parent = nullptr);

    [[nodiscard]] SpaceRenderer& space() { return m_renderer; }
    /// Surfaces are those of the labels that are shown now.
    [[nodiscard]] bool isComplete() const { return !m_due.isActive() && !m_builder.isBusy(); }
    /// What it shows is no longer true: planes now, surfaces too where `surfaces`.
    void invalidate(bool surfaces);

Q_SIGNALS:
    void doubleClicked();

protected:
    void viewportChanged(int width, int height, double pixelRatio) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void compose();
    void build();
    void showState();

    Document& m_document;
    Session& m_session;
    SpaceRenderer m_renderer;
    QLabel* m_state;
    QTimer m_due; ///< until surfaces are built anew
    bool m_planesDue = true;
    bool m_surfacesDue = true;
    std::optional<QPointF> m_last; ///< of a drag
    JobRunner m_builder;
};

} // namespace halftone::ui
